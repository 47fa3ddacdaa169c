// Made by: manage.py newsblocks_schema news.ArticlePage.body --format typescript --mode read

export type ArticlePageBody = Array<
  /**
   * Heading
   * A heading between paragraphs.
   */
  | {
    type: "heading";
    value: string;
    id: string | null;
  }
  /**
   * Text
   * Paragraphs, lists and links.
   */
  | {
    type: "paragraph";
    value: string;
    id: string | null;
  }
  /**
   * Picture
   * A picture with its caption and credit.
   */
  | {
    type: "image";
    value: NewsblocksPhotoBlock;
    id: string | null;
  }
  /**
   * Statistic
   * One figure, what it counts, how it changed and who says so.
   */
  | {
    type: "statistic";
    value: NewsblocksStatisticBlock;
    id: string | null;
  }
  /**
   * Group of statistics
   * Two to six figures side by side.
   */
  | {
    type: "statistics";
    value: NewsblocksStatisticGroupBlock;
    id: string | null;
  }
  /**
   * Pull quote
   * A striking sentence of this article, set large.
   */
  | {
    type: "pull_quote";
    value: NewsblocksPullQuoteBlock;
    id: string | null;
  }
  /**
   * Quotation
   * What somebody said, with who, when and where.
   */
  | {
    type: "quotation";
    value: NewsblocksQuotationBlock;
    id: string | null;
  }
  /**
   * Fact sheet
   * A document with what stands in it.
   */
  | {
    type: "fact_sheet";
    value: NewsblocksFactSheetBlock;
    id: string | null;
  }
  /**
   * Embed
   * A video or post from another site, by its address.
   */
  | {
    type: "embed";
    value: string;
    id: string | null;
  }
  /**
   * Reply form
   * Readers answer the article here.
   */
  | {
    type: "reply_form";
    value: NewsblocksReplyFormBlock;
    id: string | null;
  }>;

export type NewsblocksChangeBlock = {
  /**
   * Change, in words
   * For example “a fourfold increase over the past decade”.
   */
  text: string;
  /**
   * Direction
   * Shown as an arrow, and said to screen readers.
   */
  direction: "" | "up" | "down" | "steady";
  /**
   * Good or bad news?
   * Decides the colour: rising deaths are up, and bad.
   */
  reading: "good" | "bad" | "neutral";
  /**
   * Starting figure
   * The figure it changed from. Checked against the words.
   */
  baseline: string;
  /** Period of starting figure */
  baseline_period: string;
};

export type NewsblocksChangeTexts = {
  /** The direction, if the words do not say it. */
  direction_text: string;
  /** What it changed from: “from 20,000 in 2012”. */
  baseline_text: string;
};

/** The points as they are drawn, for an <svg> of that size. */
export type NewsblocksChart = {
  width: number;
  height: number;
  /** The points of its <polyline>. */
  line: string;
  points: Array<NewsblocksChartPoint>;
};

export type NewsblocksChartPoint = {
  x: number;
  y: number;
};

export type NewsblocksDataPoint = {
  period: string;
  /** A decimal string. */
  number: string;
  /** The figure as it was typed. */
  text: string;
};

export type NewsblocksFactSheetBlock = {
  /** Title */
  title: string;
  /** Issued by */
  issued_by: string;
  /**
   * Issued on
   * A year, a month or a day: 2023, 2023-06 or 2023-06-14.
   */
  issued_on: string;
  /**
   * Language
   * Of the document, if it is not that of the article.
   */
  language: string;
  /** Summary */
  summary: string;
  /** Key facts */
  key_facts: Array<NewsblocksKeyFactBlock>;
  /** Document */
  document: number | null;
  /**
   * Page of this site
   * Instead of a document.
   */
  page: number | null;
  /**
   * Web address
   * Instead of a document or a page.
   */
  url: string;
  /**
   * Archived copy
   * A lasting copy, in case the original goes away.
   */
  archived_url: string;
  /** Cover */
  cover: number | null;
  /** Display */
  display: "card" | "facts" | "viewer";
  resolved: NewsblocksResolvedFactSheet & {
    block: "fact_sheet";
    version: 1;
  };
};

export type NewsblocksFactSheetLabels = {
  fact_sheet: string;
  read: string;
  archived_copy: string;
  read_here: string;
  comma: string;
  colon: string;
};

/** What an <iframe> needs. */
export type NewsblocksFrame = {
  src: string;
  /** Null for a PDF, which browsers show in no sandbox. */
  sandbox: string | null;
};

export type NewsblocksKeyFact = {
  heading: string;
  detail: string;
  /** Where it stands in the document: “page 3”. */
  page_text: string;
  /** What opens the document there. */
  page_href: string | null;
};

export type NewsblocksKeyFactBlock = {
  /** Heading */
  heading: string;
  /** Detail */
  detail: string;
  /** On page */
  page_number: number | null;
};

/** What readers may open. Of what is elsewhere, only the address is known. */
export type NewsblocksLinkTarget = {
  href: string;
  /** As in “application/pdf”. */
  media_type: string | null;
  /** In bytes. */
  size: number | null;
  /** What will open: “PDF, 1.2 MB, French”. */
  details: string;
};

/** Decimal strings. */
export type NewsblocksNumberRange = {
  low: string;
  high: string;
};

export type NewsblocksPhotoBlock = {
  /** Picture */
  image: WagtailImageBlock;
  /** Caption */
  caption: string;
  /**
   * Credit
   * Photographer and agency.
   */
  credit: string;
  resolved: NewsblocksResolvedPhoto & {
    block: "image";
    version: 1;
  };
};

export type NewsblocksPhotoLabels = {
  credit: string;
};

/** What an <img> needs. */
export type NewsblocksPicture = {
  src: string;
  /** The same picture in several widths. */
  srcset: string | null;
  width: number;
  height: number;
  alt: string;
};

export type NewsblocksPullQuoteBlock = {
  /**
   * Words
   * Exactly as they stand in the article. Leave out words with …, and put your own in [brackets].
   */
  text: string;
  /**
   * Attribution
   * Who said it, if somebody did.
   */
  attribution: string;
  /**
   * Position
   * On narrow screens it always takes the whole column.
   */
  position: "inline" | "start" | "end";
  resolved: NewsblocksResolvedPullQuote & {
    block: "pull_quote";
    version: 1;
  };
};

export type NewsblocksPullQuoteLabels = {
  pull_quote: string;
};

export type NewsblocksQuotationBlock = {
  /**
   * Words
   * In the language of the article.
   */
  text: string;
  /** Speaker */
  speaker: string;
  /**
   * Role
   * For example “spokesperson”.
   */
  role: string;
  /** Organisation */
  organisation: string;
  /** Portrait */
  portrait: number | null;
  /**
   * Said on
   * A year, a month or a day: 2023, 2023-06 or 2023-06-14.
   */
  said_on: string;
  /**
   * Occasion
   * For example “press conference”.
   */
  setting: string;
  /**
   * Source
   * Who published a claim, and where to look it up.
   */
  source: NewsblocksSourceBlock;
  /**
   * Original words
   * If they were said in another language and translated.
   */
  original_text: string;
  /**
   * Language spoken
   * Of the original words; of the words above, if those are not translated.
   */
  language: string;
  /** Translator */
  translator: string;
  resolved: NewsblocksResolvedQuotation & {
    block: "quotation";
    version: 1;
  };
};

export type NewsblocksQuotationLabels = {
  comma: string;
  original_words: string;
};

/** Where the JSON API is: URI templates (RFC 6570) of the page's id, page_id. */
export type NewsblocksReplyApiUrls = {
  /** Gives the form and its state, by GET. */
  form: string;
  /** Gives replies by GET, and takes them by POST. */
  replies: string;
  /** Gives a token by POST, when a reader begins to write. */
  token: string;
  /** Tells senders by POST what became of their replies. */
  receipts: string;
};

export type NewsblocksReplyFormBlock = {
  /** Heading */
  heading: string;
  /**
   * Guidance
   * What readers should know before they write.
   */
  guidance: string;
  /**
   * Ask for a website
   * The reader’s name then links to it.
   */
  ask_website: boolean;
  /** Let readers answer each other */
  allow_nested_replies: boolean;
  /**
   * What appears at once
   * If nothing is chosen, it is as everywhere on this site.
   */
  policy: "" | "hold" | "publish_known";
  /**
   * Last day for replies
   * Replies that are approved stay on the page.
   * @format date
   */
  closes_on: string | null;
  /** Message when replies are closed */
  closed_message: string;
  resolved: NewsblocksResolvedReplyForm & {
    block: "reply_form";
    version: 1;
  };
};

/** A field of the form, for a front end to build. */
export type NewsblocksReplyFormField = {
  /** The key under which its value is sent. */
  name: string;
  /** A honeypot is a text field for robots: hide it from people. */
  type: "text" | "email" | "textarea" | "checkbox" | "honeypot";
  label: string;
  help_text: string;
  required: boolean;
  /** What to say to a reader who left it empty. */
  required_text: string;
  /** In characters as readers count them: an emoji is one. */
  max_length: number | null;
  /** The HTML attribute of that name. */
  autocomplete: string | null;
  /** The HTML attribute of that name. */
  inputmode: "none" | "text" | "decimal" | "numeric" | "tel" | "search" | "email" | "url" | null;
};

/** What is said in every form and in every reply, in the language of the page. */
export type NewsblocksReplyFormLabels = {
  /** Above the fields: which of them are required. */
  required_fields: string;
  /** Beside a box to tick: the browser keeps name and email. */
  remember: string;
  /** On the button. */
  send: string;
  /** Once a reply was sent that waits for a moderator. */
  received: string;
  /** Once a reply was sent that appeared at once. */
  published: string;
  /** If the server could not be reached. */
  failed: string;
  /** Above a list of what has to be corrected. */
  not_sent: string;
  /** Beside a reader's own reply while it waits. */
  waiting: string;
  /** Before the number of characters that are left. */
  left: string;
  /** Before the number of characters that are too many. */
  too_long: string;
  /** Between a field's label and what is wrong with it. */
  colon: string;
  /** On the button that ends answering a reply. */
  answer_the_page: string;
  /** The name of the list of answers below a reply. */
  answers: string;
  /** On the link to the next part of the replies. */
  more_replies: string;
  /** On the link to their feed. */
  feed: string;
  /** Beside the name of who replies for the newsroom. */
  desk: string;
  /** In place of a reply that was removed. */
  removed: string;
  /** Below a reply that a moderator corrected. */
  edited: string;
  /** On the link to answer a reply. */
  answer: string;
  /** Before the name of whom a reply answers. */
  in_reply_to: string;
  /** Where that reply was removed. */
  in_reply_to_removed: string;
};

/** What every block of news says of itself. */
export type NewsblocksResolved = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
};

export type NewsblocksResolvedFactSheet = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
  /** A draft without one is called a fact sheet. */
  title: string;
  /** Who issued it, and when. */
  issue_line: string;
  issued_on_text: string;
  /** Those that are shown. */
  key_facts: Array<NewsblocksKeyFact>;
  target: NewsblocksLinkTarget | null;
  cover: NewsblocksPicture | null;
  archived_href: string | null;
  /** If the document is to be read in the page. */
  frame: NewsblocksFrame | null;
  labels: NewsblocksFactSheetLabels;
};

export type NewsblocksResolvedPhoto = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
  image: NewsblocksPicture | null;
  labels: NewsblocksPhotoLabels;
};

export type NewsblocksResolvedPullQuote = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
  words: NewsblocksWords;
  labels: NewsblocksPullQuoteLabels;
};

export type NewsblocksResolvedQuotation = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
  words: NewsblocksWords;
  /** The words before they were translated. */
  original: NewsblocksWords | null;
  /** Who translated them: “Translated by A. Rahal”. */
  translated_by: string;
  /** Who speaks: name, role and organisation. */
  speaker_line: string;
  /** Where and when it was said. */
  occasion: string;
  said_on_text: string;
  portrait: NewsblocksPicture | null;
  labels: NewsblocksQuotationLabels;
};

/** The form as far as it is the same on every page. */
export type NewsblocksResolvedReplyForm = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
  /** Null where it depends on when the page was published. */
  state: "open" | "closed" | null;
  /** What to say in place of a form that is closed. */
  closed_text: string;
  fields: Array<NewsblocksReplyFormField>;
  /** Null where there is no JSON API. */
  api_urls: NewsblocksReplyApiUrls | null;
  labels: NewsblocksReplyFormLabels;
};

export type NewsblocksResolvedSource = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
  /** One line: publisher, title, place in it, date. */
  citation: string;
  /** By default that of the page. */
  title: string;
  /** Where readers may look it up. */
  href: string | null;
  archived_href: string | null;
  published_text: string;
  accessed_text: string;
  labels: NewsblocksSourceLabels;
};

export type NewsblocksResolvedStatistic = {
  /** The kind of block. */
  block: string;
  /** Of the shape of this object; another one breaks older clients. */
  version: number;
  /** The whole block in plain text. */
  text: string;
  /** A decimal string; null for a range, or if none is read. */
  number: string | null;
  range: NewsblocksNumberRange | null;
  /** Number or range for <data>: “40/50”. */
  data_value: string | null;
  /** What the figure counts in. */
  kind: "number" | "percentage" | "money" | "ratio" | "multiple" | null;
  /** A code of ISO 4217. */
  currency: string | null;
  /** As chosen, else as the figure itself says. */
  qualifier: "exact" | "about" | "at_least" | "at_most" | "more_than" | "less_than" | "estimate" | "provisional";
  /** The words that go before the figure. */
  qualifier_text: string;
  /** The figure as a screen reader should say it. */
  spoken: string;
  change: NewsblocksChangeTexts;
  /** Only if all can be drawn as one line. */
  trend: Array<NewsblocksDataPoint>;
  /** What the chart shows, in one phrase. */
  trend_text: string;
  chart: NewsblocksChart | null;
  labels: NewsblocksStatisticLabels;
};

export type NewsblocksSourceBlock = {
  /**
   * Publisher
   * Who stands behind it, for example a statistics office.
   */
  publisher: string;
  /**
   * Title
   * Of the report, data set or article.
   */
  title: string;
  /** Web address */
  url: string;
  /**
   * Page of this site
   * Instead of a web address.
   */
  page: number | null;
  /**
   * Place in the source
   * For example “Table 2” or “page 14”.
   */
  locator: string;
  /**
   * Published
   * A year, a month or a day: 2023, 2023-06 or 2023-06-14.
   */
  published: string;
  /**
   * Last looked up
   * @format date
   */
  accessed: string | null;
  /**
   * Archived copy
   * A lasting copy, in case the source changes or goes away.
   */
  archived_url: string;
  resolved: NewsblocksResolvedSource & {
    block: "source";
    version: 1;
  };
};

export type NewsblocksSourceLabels = {
  source: string;
  looked_up: string;
  archived_copy: string;
  comma: string;
  semicolon: string;
};

export type NewsblocksStatisticBlock = {
  /**
   * Figure
   * As readers should see it: 79,770, $2.3 billion, 1 in 5.
   */
  figure: string;
  /**
   * What it counts
   * Read straight after the figure, for example “deaths on the country’s roads”.
   */
  subject: string;
  /**
   * Period
   * For example “2022” or “January to March 2024”.
   */
  period: string;
  /** Change */
  change: NewsblocksChangeBlock;
  /**
   * Trend
   * Two or more points, oldest first, drawn as a small chart.
   */
  trend: Array<NewsblocksTrendPointBlock>;
  /**
   * Note
   * What a reader must know to read the figure right.
   */
  note: string;
  /**
   * Source
   * Who published a claim, and where to look it up.
   */
  source: NewsblocksSourceBlock;
  /**
   * Number for machines
   * Only if the figure is not read as you mean it.
   */
  number: string;
  /**
   * Unit, as it is spoken
   * For screen readers, if the figure’s own is not clear: “metres”.
   */
  unit: string;
  /**
   * How certain
   * Shown before the figure, unless it is exact.
   */
  qualifier: "exact" | "about" | "at_least" | "at_most" | "estimate" | "provisional";
  /**
   * Review after
   * When newer figures are due. Not shown to readers.
   * @format date
   */
  review_after: string | null;
  resolved: NewsblocksResolvedStatistic & {
    block: "statistic";
    version: 1;
  };
};

export type NewsblocksStatisticGroupBlock = {
  /** Heading */
  heading: string;
  /** Statistics */
  statistics: Array<
    /**
     * Statistic
     * One figure, what it counts, how it changed and who says so.
     */
    | {
      type: "statistic";
      value: NewsblocksStatisticBlock;
      id: string | null;
    }>;
  resolved: NewsblocksResolved & {
    block: "statistics";
    version: 1;
  };
};

export type NewsblocksStatisticLabels = {
  comma: string;
  table: string;
  period: string;
  figure: string;
};

export type NewsblocksTrendPointBlock = {
  /** Period */
  period: string;
  /** Figure */
  number: string;
};

/** What somebody said, without the quotation marks: those a page draws itself. */
export type NewsblocksWords = {
  paragraphs: Array<string>;
  /** Where it is not that of the article. */
  language: string | null;
  /** Of a language that is not the article's. */
  direction: "ltr" | "rtl" | null;
};

export type WagtailImageBlock = {
  /** Image */
  image: number | null;
  /** Image is decorative */
  decorative: boolean | null;
  /** Alt text */
  alt_text: string | null;
};
