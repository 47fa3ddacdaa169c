"""What hands do in a page, for tests of more than one thing."""


def form_of(page):
    return page.get_by_role("region", name="Leave a Reply")


def fill(page, text="Which station?", name="Ada", email="ada@example.org"):
    form = form_of(page)
    form.get_by_role("textbox", name="Name").fill(name)
    form.get_by_role("textbox", name="Email").fill(email)
    form.get_by_role("textbox", name="Your reply").fill(text)
    return form


def tab_to(target):
    """Press Tab until the target has the focus."""
    for _ in range(100):
        target.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")
