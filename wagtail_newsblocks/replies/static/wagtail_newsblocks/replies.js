/*
 * <newsblocks-replies>: the replies to a page and the form to write one, made quicker.
 *
 * Everything in it works without this script. With it, the form says what is wrong
 * before it is sent, is sent without leaving the page, answers a reply below that
 * reply, and longer lists are read on in place.
 *
 * Attributes:
 *   page       the page's id, under which the browser keeps what only it knows
 *   api        the address of the page in the JSON API; without it, the form is sent
 *              as it would be without this script
 *   token-url  where a token is asked for, by default in the JSON API
 *   etag       for a page that was built some time ago: what the JSON API named the
 *              replies that stand in it. Those that readers see by now are shown
 *              instead, by the templates "replies", "thread", "reply" and "removed"
 *   text-*     what is said to readers, in their language
 */

const PREFIX = "newsblocks-replies";
const MOST_RECEIPTS = 20;
const WARN_FROM = 0.8; // of the length that a reply may have

// As the server counts, so that it never refuses what was said to fit.
const CHARACTER =
    /(?:\p{RI}\p{RI}?|\r\n|[^])(?:[\p{M}\u200c\u200d\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]|(?<=\u200d)\p{So})*/gu;

export function countCharacters(text) {
    const cleaned = text.replace(/\r\n?|\u2028|\u2029/g, "\n").normalize("NFC").trim();
    return (cleaned.match(CHARACTER) ?? []).length;
}

/* What only this browser knows. Where it may not keep anything, it does without. */
const memory = {
    read(key) {
        try {
            return JSON.parse(localStorage.getItem(`${PREFIX}:${key}`));
        } catch {
            return null;
        }
    },
    write(key, value) {
        try {
            if (value === null) localStorage.removeItem(`${PREFIX}:${key}`);
            else localStorage.setItem(`${PREFIX}:${key}`, JSON.stringify(value));
        } catch {
            // Nothing is lost but a convenience.
        }
    },
};

/*
 * Solve an ALTCHA challenge, which is asked for while too much comes in: find a number
 * whose key begins as asked. Return "" where the browser cannot.
 */
async function solve(challenge) {
    if (!challenge || !crypto.subtle) return "";
    const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
    const password = new Uint8Array([...bytesOf(nonce), 0, 0, 0, 0]);
    const work = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations: cost };
    for (let counter = 0; ; counter++) {
        new DataView(password.buffer).setUint32(password.length - 4, counter);
        const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
        const bits = await crypto.subtle.deriveBits(work, key, keyLength * 8);
        const derivedKey = hexOf(new Uint8Array(bits));
        if (derivedKey.startsWith(keyPrefix)) {
            return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
        }
    }
}

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/* Plain text: an empty line ends a paragraph, another line break stays one. */
function paragraphsOf(text) {
    return text.split(/\n\s*\n/).map((paragraph) => {
        const element = document.createElement("p");
        element.dir = "auto";
        const lines = paragraph.split("\n").flatMap((line) => [document.createElement("br"), line]);
        element.append(...lines.slice(1));
        return element;
    });
}

function valueOf(field) {
    if (field.type === "checkbox") return field.checked;
    return field.name === "parent" ? Number(field.value) || null : field.value;
}

class NewsblocksReplies extends HTMLElement {
    connectedCallback() {
        if (this.isStarted) return; // It was only moved.
        this.isStarted = true;
        this.addEventListener("click", (event) => this.onClick(event));
        this.form = this.querySelector("form[method=post]");
        if (this.form) this.improveForm();
        this.catchUp().then(() => this.showOwnReplies());
    }

    get formSection() {
        return this.querySelector(".newsblocks-reply-form");
    }

    say(name) {
        return this.getAttribute(`text-${name}`) ?? "";
    }

    async onClick(event) {
        const link = event.target.closest("a");
        const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
        if (!link || !isPlain) return;
        if (link.closest(".newsblocks-replies__more, .newsblocks-replies__more-answers")) {
            if (link.origin !== location.origin) return; // A page of another site is opened.
            event.preventDefault();
            await this.readOn(link);
        } else if (link.closest(".newsblocks-reply__answer") && this.form) {
            event.preventDefault();
            this.answer(link.closest("article"));
        }
    }

    /* Catching up */

    async catchUp() {
        const etag = this.getAttribute("etag");
        if (etag === null) return;
        let answer;
        try {
            const response = await fetch(`${this.getAttribute("api")}replies/`, {
                cache: "no-cache",
                credentials: "omit",
            });
            if (!response.ok || response.headers.get("ETag") === etag) return;
            answer = { ...(await response.json()), etag: response.headers.get("ETag") ?? "" };
        } catch {
            return; // The replies in the page are older, but right.
        }
        const old = this.querySelector(".newsblocks-replies");
        // Nothing is taken away from where somebody is.
        if (old?.contains(document.activeElement)) return;
        this.setAttribute("etag", answer.etag);
        const section = answer.replies.length ? this.sectionOf(answer) : "";
        if (old) old.replaceWith(section);
        else this.prepend(section);
    }

    sectionOf({ heading, replies, next_url, feed_url }) {
        const section = this.copyOf("replies");
        const part = (name) => section.querySelector(`.newsblocks-replies__${name}`);
        part("heading").textContent = heading;
        part("list").replaceChildren(...replies.map((thread) => this.threadOf(thread)));
        part("feed").querySelector("a").href = feed_url;
        if (next_url) part("more").querySelector("a").href = next_url;
        else part("more").remove();
        return section;
    }

    threadOf(thread) {
        const item = this.copyOf("thread");
        item.querySelector("article").replaceWith(this.articleOf(thread));
        const answers = item.querySelector(".newsblocks-replies__answers");
        const more = item.querySelector(".newsblocks-replies__more-answers");
        answers.replaceChildren(
            ...thread.answers.map((answer) => {
                const below = document.createElement("li");
                below.append(this.articleOf(answer));
                return below;
            }),
        );
        if (!thread.answers.length) answers.remove();
        const link = more.querySelector("a");
        link.href = thread.url.replace(/#.*/, "");
        link.textContent = thread.more_answers_text;
        if (!thread.more_answers_text) more.remove();
        return item;
    }

    articleOf(reply) {
        const { addressee, author } = reply;
        const article = this.copyOf(reply.is_removed ? "removed" : "reply");
        article.id = `reply-${reply.id}`;
        if (reply.is_removed) return article;
        const part = (name) => article.querySelector(`.newsblocks-reply__${name}`);
        const name = part("author");
        name.id = `${article.id}-author`;
        article.setAttribute("aria-labelledby", name.id);
        const link = name.querySelector("a");
        if (author.url) link.href = author.url;
        (author.url ? link : name).textContent = author.name;
        article.classList.toggle("newsblocks-reply--desk", author.is_desk);
        if (!author.is_desk) part("desk").remove();
        part("date").href = reply.url;
        part("date").firstElementChild.dateTime = reply.published_at;
        part("date").firstElementChild.textContent = reply.published_text;
        if (reply.depth < 2) part("addressee").remove();
        else if (!addressee) part("addressee").textContent = this.say("removed-addressee");
        else {
            part("addressee").querySelector("a").href = addressee.url;
            part("addressee").querySelector("bdi").textContent = addressee.name;
        }
        part("text").replaceChildren(...paragraphsOf(reply.text));
        if (!reply.edited_at) part("edited").remove();
        const answer = part("answer");
        if (reply.answer_url) {
            answer.querySelector("a").href = reply.answer_url;
            answer.querySelector("a").setAttribute("aria-label", reply.answer_label);
        } else {
            answer.remove();
        }
        return article;
    }

    /* Reading on */

    async readOn(link) {
        const place = link.closest("p");
        const isOfAnswers = place.matches(".newsblocks-replies__more-answers");
        const kind = isOfAnswers ? "answers" : "list";
        place.setAttribute("aria-busy", "true");
        let page;
        try {
            const response = await fetch(link.href);
            if (!response.ok) throw new Error(response.statusText);
            page = new DOMParser().parseFromString(await response.text(), "text/html");
        } catch {
            location.assign(link.href);
            return;
        }
        const found = page.querySelectorAll(`.newsblocks-replies__${kind} > li`);
        const isNew = (item) => !document.getElementById(item.querySelector("article").id);
        const added = [...found].filter(isNew);
        this.listBefore(place, kind).append(...added);
        const next = page.querySelector(`.${place.className} a[rel~=next]`);
        if (next) {
            place.replaceChildren(document.adoptNode(next));
            place.removeAttribute("aria-busy");
        } else {
            place.remove();
        }
        const first = added[0]?.querySelector("article");
        if (first) {
            first.tabIndex = -1;
            first.focus({ preventScroll: true });
        }
    }

    listBefore(place, kind) {
        const before = place.previousElementSibling;
        if (before?.matches(`.newsblocks-replies__${kind}`)) return before;
        const list = document.createElement("ol");
        list.className = `newsblocks-replies__${kind}`;
        place.before(list);
        return list;
    }

    /* Writing */

    improveForm() {
        this.form.noValidate = true; // The same errors, in the same place, as the server's.
        this.home = document.createComment("The form's place");
        this.formSection.before(this.home);
        this.form.addEventListener("submit", (event) => this.onSubmit(event));
        this.form.addEventListener("focusin", () => this.begin());
        this.form.text.addEventListener("input", () => this.countSoon());
        this.offerToRemember();
    }

    field(name) {
        return this.form.elements[name];
    }

    /* Ask for a token when somebody begins to write, and who it is if the site knows. */
    begin() {
        this.token ??= this.fetchToken().then((answer) => {
            this.field("token").value = answer.token ?? "";
            this.proof = solve(answer.altcha);
            for (const name of ["name", "email"]) this.field(name).value ||= answer[name] ?? "";
        });
        return this.token;
    }

    async fetchToken() {
        const url = this.getAttribute("token-url");
        const api = this.getAttribute("api");
        try {
            const response = url
                ? await fetch(url, { cache: "no-store" })
                : await fetch(`${api}reply-token/`, { method: "POST", credentials: "omit" });
            return response.ok ? await response.json() : {};
        } catch {
            return {}; // A reply without a token is only looked at more closely.
        }
    }

    /* With the reader's consent, the browser keeps who they are. */
    offerToRemember() {
        const offer = this.form.querySelector("[data-remember]");
        if (!offer) return;
        const names = ["name", "email"];
        const kept = memory.read("author");
        offer.hidden = false;
        this.remember = offer.querySelector("input");
        this.remember.checked = kept !== null;
        for (const name of names) this.field(name).value ||= kept?.[name] ?? "";
        this.remember.addEventListener("change", () => {
            if (!this.remember.checked) memory.write("author", null);
        });
        this.keepAuthor = () => {
            if (!this.remember.checked) return;
            memory.write("author", Object.fromEntries(names.map((n) => [n, this.field(n).value])));
        };
    }

    /* Say how much room is left once it gets scarce, when the typing pauses. */
    countSoon() {
        clearTimeout(this.counting);
        this.counting = setTimeout(() => this.count(), 400);
    }

    count() {
        const place = this.form.querySelector("[data-count]");
        const limit = Number(place.dataset.count);
        const left = limit - countCharacters(this.form.text.value);
        const isScarce = left < limit * (1 - WARN_FROM);
        const said = left < 0 ? `${this.say("too-long")} ${-left}` : `${this.say("left")} ${left}`;
        place.textContent = isScarce ? said : "";
        place.classList.toggle("newsblocks-reply-form__error", left < 0);
        return left;
    }

    answer(article) {
        const author = article.querySelector(".newsblocks-reply__author").textContent;
        this.field("parent").value = article.id.replace("reply-", "");
        this.showParent(author);
        const thread = article.closest("li");
        article.after(this.formSection);
        thread.scrollIntoView({ block: "nearest" });
        const empty = ["name", "email", "text"].map((n) => this.field(n)).find((f) => !f.value);
        (empty ?? this.form.text).focus();
    }

    showParent(author) {
        this.formSection.querySelector(".newsblocks-reply-form__parent")?.remove();
        const parent = this.copyOf("parent");
        parent.querySelector("bdi").textContent = author;
        parent.querySelector("button").addEventListener("click", () => {
            this.answerThePage();
            this.form.text.focus();
        });
        this.form.before(parent);
    }

    answerThePage() {
        this.field("parent").value = "";
        this.formSection.querySelector(".newsblocks-reply-form__parent")?.remove();
        this.home.after(this.formSection);
    }

    copyOf(name) {
        const template = this.querySelector(`template[data-part=${name}]`);
        return template.content.firstElementChild.cloneNode(true);
    }

    /* Sending */

    async onSubmit(event) {
        const errors = this.findErrors();
        if (errors.length) {
            event.preventDefault();
            this.showErrors(errors);
            return;
        }
        this.keepAuthor?.();
        if (!this.hasAttribute("api")) return; // The browser sends it.
        event.preventDefault();
        if (this.sending) return;
        this.sending = true;
        this.form.setAttribute("aria-busy", "true");
        try {
            await this.send();
        } catch {
            this.showErrors([{ message: this.say("failed") }]);
        } finally {
            this.sending = false;
            this.form.removeAttribute("aria-busy");
        }
    }

    /* Only what needs no rules of the server's. */
    findErrors() {
        const errors = [];
        for (const field of this.form.elements) {
            const message = field.closest("[data-required]")?.dataset.required;
            if (field.required && !field.value.trim()) errors.push({ field: field.name, message });
        }
        if (this.count() < 0) {
            const message = this.form.querySelector("[data-count]").textContent;
            errors.push({ field: "text", message });
        }
        return errors;
    }

    async send() {
        await this.begin();
        this.field("altcha").value = await this.proof;
        const body = JSON.stringify(this.typed());
        // Sent again after a failure, it is the same reply; with a word changed, another.
        if (this.attempt?.body !== body) this.attempt = { body, key: crypto.randomUUID?.() };
        const { key } = this.attempt;
        const response = await fetch(`${this.getAttribute("api")}replies/`, {
            method: "POST",
            credentials: "omit",
            headers: {
                "Content-Type": "application/json",
                ...(key && { "Idempotency-Key": key }),
            },
            body,
        });
        const answer = await response.json();
        if (response.ok) await this.thank(answer);
        else this.showErrors(answer.errors?.length ? answer.errors : [{ message: answer.detail || this.say("failed") }]);
    }

    typed() {
        const fields = [...this.form.elements].filter((field) => field.name);
        return Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));
    }

    async thank({ receipt, state }) {
        this.attempt = this.token = null;
        const key = `receipts:${this.getAttribute("page")}`;
        const kept = memory.read(key) ?? [];
        const isNew = !kept.includes(receipt);
        if (isNew) memory.write(key, [...kept, receipt].slice(-MOST_RECEIPTS));
        this.form.text.value = "";
        this.count();
        this.clearErrors();
        this.answerThePage();
        if (state === "approved") await this.catchUp();
        if (isNew) await this.showOwnReplies([receipt]);
        const thanks = this.form.querySelector("[data-status]");
        thanks.textContent = this.say(state === "approved" ? "published" : "received");
        thanks.focus();
    }

    clearErrors() {
        this.form.querySelector("[data-status]").textContent = "";
        this.formSection.querySelector(".newsblocks-reply-form__errors")?.remove();
        for (const error of this.form.querySelectorAll("p.newsblocks-reply-form__error[id]")) {
            error.remove();
        }
        for (const field of this.form.querySelectorAll("[aria-invalid]")) {
            field.removeAttribute("aria-invalid");
            this.describe(field);
        }
    }

    /* Show errors beside their fields and together, and bring the reader there. */
    showErrors(errors) {
        this.clearErrors();
        const summary = this.copyOf("errors");
        for (const { field: name, message } of errors) {
            const item = document.createElement("li");
            const field = name && this.field(name);
            if (field?.labels?.length) {
                item.append(this.linkTo(field, message));
                this.showError(field, message);
            } else {
                item.append(message);
            }
            // What is answered is gone: sent once more, it is a reply to the page.
            if (name === "parent") this.answerThePage();
            summary.querySelector("ul").append(item);
        }
        // Where the reader has nothing to correct, the message is enough.
        const isField = ({ field }) => field && field !== "parent";
        if (!errors.some(isField)) summary.querySelector("p").remove();
        this.form.before(summary);
        summary.focus();
    }

    linkTo(field, message) {
        const link = document.createElement("a");
        const label = field.labels[0].cloneNode(true);
        label.querySelector("[aria-hidden]")?.remove();
        link.href = `#${field.id}`;
        link.textContent = `${label.textContent.trim()}${this.say("colon")}${message}`;
        return link;
    }

    showError(field, message) {
        const error = document.createElement("p");
        error.className = "newsblocks-reply-form__error";
        error.id = `${field.id}_error`;
        error.textContent = message;
        field.before(error);
        field.setAttribute("aria-invalid", "true");
        this.describe(field);
    }

    describe(field) {
        const ids = ["helptext", "error"].map((kind) => `${field.id}_${kind}`);
        const found = ids.filter((id) => document.getElementById(id));
        if (found.length) field.setAttribute("aria-describedby", found.join(" "));
        else field.removeAttribute("aria-describedby");
    }

    /* One's own replies, which nobody else sees yet */

    async showOwnReplies(receipts = null) {
        const key = `receipts:${this.getAttribute("page")}`;
        receipts ??= memory.read(key) ?? [];
        if (!receipts.length || !this.hasAttribute("api")) return;
        let answer;
        try {
            const response = await fetch(`${this.getAttribute("api")}receipts/`, {
                method: "POST",
                credentials: "omit",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ receipts }),
            });
            if (!response.ok) return;
            answer = await response.json();
        } catch {
            return;
        }
        const waiting = answer.replies.filter((reply) => reply.state === "waiting");
        for (const reply of waiting) this.showWaiting(reply);
        // The others are on the page by now, or are no more.
        const asked = new Set(receipts);
        const still = new Set(waiting.map((reply) => reply.receipt));
        const kept = (memory.read(key) ?? []).filter((r) => !asked.has(r) || still.has(r));
        memory.write(key, kept.length ? kept : null);
    }

    showWaiting({ author, text, parent }) {
        const item = this.copyOf("waiting");
        item.setAttribute("aria-label", author.name);
        item.querySelector(".newsblocks-reply__author").textContent = author.name;
        item.querySelector(".newsblocks-reply__text").replaceChildren(...paragraphsOf(text));
        const answered = parent && document.getElementById(`reply-${parent}`);
        if (answered) answered.after(item);
        else this.home ? this.home.before(item) : this.prepend(item);
    }
}

customElements.define(PREFIX, NewsblocksReplies);
