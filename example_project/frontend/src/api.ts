/** What Wagtail says: its pages by API v2, and their replies by the JSON API of replies. */

import { WAGTAIL_URL } from "astro:env/server";

import type { ArticlePageBody, NewsblocksReplyFormBlock } from "./article-body";
import type { Language } from "./languages";

export type Block = ArticlePageBody[number];

export interface Page {
  id: number;
  title: string;
  meta: {
    html_url: string;
    locale: Language;
    seo_title: string;
    search_description: string;
  };
}

export interface Article extends Page {
  date: string | null;
  date_text: string;
  byline: string;
  standfirst: string;
  body: ArticlePageBody;
  structured_data: object;
  /** Only an editor sees it, and nobody can reply to it. */
  isDraft?: true;
}

async function ask(url: URL | string): Promise<Response> {
  try {
    return await fetch(url);
  } catch {
    throw new Error(
      `Nothing answers at ${url}. Start the demo with "make demo" in another terminal, ` +
        "or say where Wagtail is: make frontend WAGTAIL_URL=http://localhost:8000",
    );
  }
}

async function get(url: URL | string): Promise<Response> {
  const response = await ask(url);
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
  return response;
}

async function getPages<P extends Page>(query: Record<string, string>): Promise<P[]> {
  const url = new URL("/api/v2/pages/", WAGTAIL_URL);
  // Rich text as HTML, with its links, is what Wagtail 8 began to give.
  url.search = `${new URLSearchParams({ fields: "*", rich_text_format: "html", ...query })}`;
  const pages: P[] = [];
  for (;;) {
    url.searchParams.set("offset", `${pages.length}`);
    const { items, meta } = await (await get(url)).json();
    pages.push(...items);
    if (!items.length || pages.length >= meta.total_count) return pages;
  }
}

/** What an editor has written so far, with the user bar; nothing for an old token. */
export async function getDraft(token: string, inPanel: boolean) {
  const url = new URL("/api/v2/drafts/", WAGTAIL_URL);
  url.search = `${new URLSearchParams({ rich_text_format: "html", token })}`;
  const response = await ask(url);
  if (!response.ok) return undefined;
  const draft: Article = await response.json();
  const bar = new URL(inPanel ? "/userbar/?in_preview_panel=1" : "/userbar/", WAGTAIL_URL);
  const userbar = await (await get(bar)).text();
  return { draft: { ...draft, isDraft: true as const }, userbar };
}

/** Every page there is, asked for once. */
async function getSite() {
  const [fronts, articles] = await Promise.all([
    getPages<Page>({ type: "news.FrontPage" }),
    getPages<Article>({ type: "news.ArticlePage", order: "-date" }),
  ]);
  return { fronts, articles, paths: new Set([...fronts, ...articles].map(pathOf)) };
}

let site: ReturnType<typeof getSite> | undefined;
export const loadSite = () => (site ??= getSite());

/** The page in other languages. Of a draft that is not public, none are told. */
export const getTranslations = async (page: Page): Promise<Page[]> =>
  "isDraft" in page ? [] : getPages<Page>({ translation_of: `${page.id}` });

export const pathOf = (page: Page) => new URL(page.meta.html_url).pathname;

/** A page of this site stays here; anything else that Wagtail serves is over there. */
export async function link(href: string): Promise<string> {
  const { paths } = await loadSite();
  if (!URL.canParse(href, WAGTAIL_URL)) return href;
  const url = new URL(href, WAGTAIL_URL);
  const isHere = url.origin === new URL(WAGTAIL_URL).origin && paths.has(url.pathname);
  return isHere ? `${url.pathname}${url.search}${url.hash}` : url.href;
}

/** The same for the links in rich text. They begin with a slash if they are Wagtail's. */
export async function linkRichText(html: string): Promise<string> {
  const { paths } = await loadSite();
  return html.replace(/<a href="(\/(?![/\\])[^"]*)"/g, (tag, href: string) =>
    !URL.canParse(href, WAGTAIL_URL) || paths.has(new URL(href, WAGTAIL_URL).pathname)
      ? tag
      : `<a href="${new URL(WAGTAIL_URL).origin}${href}"`,
  );
}

export interface Reply {
  id: number;
  url: string;
  depth: number;
  is_removed: boolean;
  author: { name: string; url: string | null; is_desk: boolean } | null;
  addressee: { name: string; url: string } | null;
  text: string;
  published_at: string;
  published_text: string;
  answer_label: string;
  answer_url: string | null;
  edited_at: string | null;
}

export interface Thread extends Reply {
  answers: Reply[];
  more_answers_text: string;
}

export interface Replies {
  heading: string;
  replies: Thread[];
  next_url: string | null;
  feed_url: string;
}

type ResolvedReplyForm = NewsblocksReplyFormBlock["resolved"];

export interface Form extends Pick<ResolvedReplyForm, "closed_text" | "fields" | "labels"> {
  /** In a draft it is inert: shown, but not to be sent. */
  state: NonNullable<ResolvedReplyForm["state"]> | "inert";
  action: string;
}

/** The reply form of a page and its first replies, with what tells whether they are old. */
export async function getDiscussion(page: Page, { api_urls }: ResolvedReplyForm) {
  if (!api_urls) {
    throw new Error(
      `${WAGTAIL_URL} has no JSON API of replies. Mount it as the README's "JSON API" says.`,
    );
  }
  const urlOf = (template: string) => template.replace("{page_id}", `${page.id}`);
  const [ofForm, ofReplies] = await Promise.all([
    get(urlOf(api_urls.form)),
    get(urlOf(api_urls.replies)),
  ]);
  const form: Form = await ofForm.json();
  const replies: Replies = await ofReplies.json();
  // What the script asks for is beside the list of replies.
  const api = new URL("..", urlOf(api_urls.replies)).href;
  return { api, form, replies, etag: ofReplies.headers.get("ETag") ?? "" };
}
