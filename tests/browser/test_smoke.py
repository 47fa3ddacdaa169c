"""The browser, the server and the fixtures work; all other tests rest on that."""

import pytest
from playwright.sync_api import expect


def test_login(page, admin_user):
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("admin")
    page.locator("[name=password]").fill("password")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/admin/")


def test_admin_page_is_logged_in(admin_page, front_page):
    admin_page.goto(f"/admin/pages/{front_page.pk}/edit/")
    expect(admin_page.locator("[name=title]")).to_have_value(front_page.title)


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("console.error('in the console')", "console: in the console"),
        (
            "setTimeout(() => { throw Error('uncaught one') })",
            "uncaught: Error: uncaught one",
        ),
        ("fetch('/static/no-such.css')", "status 404: http://localhost"),
        (
            "fetch('http://elsewhere.example/').catch(() => {})",
            "request to another server",
        ),
    ],
)
def test_errors_are_noticed(page, browser_errors, script, error):
    page.goto("/admin/login/")
    page.evaluate(f"() => {{ {script} }}")
    for _ in range(100):
        if browser_errors:
            break
        page.wait_for_timeout(50)
    assert browser_errors.pop(0).startswith(error)
    browser_errors.clear()


def test_axe_finds_violations(page, axe):
    page.set_content("<html lang=en><title>A page</title><main><h1>A</h1><img src=''>")
    with pytest.raises(AssertionError, match="Element does not have an alt attribute"):
        axe(page, "main")
