/** ArticleStreamBlock */
export type ArticleStreamBlock = Array<
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
    value: PhotoBlock;
    id: string | null;
  }
  /**
   * Statistic
   * One figure, what it counts, how it changed and who says so.
   */
  | {
    type: "statistic";
    value: StatisticBlock;
    id: string | null;
  }
  /**
   * Group of statistics
   * Two to six figures side by side.
   */
  | {
    type: "statistics";
    value: StatisticGroupBlock;
    id: string | null;
  }
  /**
   * Pull quote
   * A striking sentence of this article, set large.
   */
  | {
    type: "pull_quote";
    value: PullQuoteBlock;
    id: string | null;
  }
  /**
   * Quotation
   * What somebody said, with who, when and where.
   */
  | {
    type: "quotation";
    value: QuotationBlock;
    id: string | null;
  }
  /**
   * Fact sheet
   * A document with what stands in it.
   */
  | {
    type: "fact_sheet";
    value: FactSheetBlock;
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
    value: ReplyFormBlock;
    id: string | null;
  }>;

export type ChangeBlock = {
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

export type FactSheetBlock = {
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
  key_facts: Array<KeyFactBlock>;
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
  resolved: {
    block: "fact_sheet";
    version: number;
    text: string;
    title: string;
    issue_line: string;
    issued_on_text: string;
    key_facts: Array<ResolvedKeyFact>;
    target: ResolvedTarget | null;
    cover: Picture | null;
    archived_href: string | null;
    frame: Frame | null;
    labels: FactSheetLabels;
  };
};

export type FactSheetLabels = {
  fact_sheet: string;
  read: string;
  archived_copy: string;
  read_here: string;
  comma: string;
  colon: string;
};

export type Frame = {
  src: string;
  sandbox: string | null;
};

export type ImageBlock = {
  /** Image */
  image: number | null;
  /** Image is decorative */
  decorative: boolean | null;
  /** Alt text */
  alt_text: string | null;
};

export type KeyFactBlock = {
  /** Heading */
  heading: string;
  /** Detail */
  detail: string;
  /** On page */
  page_number: number | null;
};

export type PhotoBlock = {
  /** Picture */
  image: ImageBlock;
  /** Caption */
  caption: string;
  /**
   * Credit
   * Photographer and agency.
   */
  credit: string;
  resolved: {
    block: "image";
    version: number;
    text: string;
    image: Picture | null;
    labels: PhotoLabels;
  };
};

export type PhotoLabels = {
  credit: string;
};

export type Picture = {
  src: string;
  srcset: string | null;
  width: number;
  height: number;
  alt: string;
};

export type Place = {
  x: number;
  y: number;
};

export type PullQuoteBlock = {
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
  resolved: {
    block: "pull_quote";
    version: number;
    text: string;
    words: Words;
    labels: PullQuoteLabels;
  };
};

export type PullQuoteLabels = {
  pull_quote: string;
};

export type QuotationBlock = {
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
  source: SourceBlock;
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
  resolved: {
    block: "quotation";
    version: number;
    text: string;
    words: Words;
    original: Words | null;
    translated_by: string;
    speaker_line: string;
    occasion: string;
    said_on_text: string;
    portrait: Picture | null;
    labels: QuotationLabels;
  };
};

export type QuotationLabels = {
  comma: string;
  original_words: string;
};

export type ReplyApiUrls = {
  form: string;
  replies: string;
  token: string;
  receipts: string;
};

export type ReplyFormBlock = {
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
   */
  closes_on: string | null;
  /** Message when replies are closed */
  closed_message: string;
  resolved: {
    block: "reply_form";
    version: number;
    text: string;
    state: "open" | "closed" | null;
    closed_text: string;
    fields: Array<ReplyFormField>;
    api_urls: ReplyApiUrls | null;
    labels: ReplyFormLabels;
  };
};

export type ReplyFormField = {
  name: string;
  type: "text" | "email" | "textarea" | "checkbox" | "honeypot";
  label: string;
  help_text: string;
  required: boolean;
  required_text: string;
  max_length: number | null;
  autocomplete: string | null;
  inputmode: "none" | "text" | "decimal" | "numeric" | "tel" | "search" | "email" | "url" | null;
};

export type ReplyFormLabels = {
  required_fields: string;
  remember: string;
  send: string;
  received: string;
  published: string;
  failed: string;
  not_sent: string;
  waiting: string;
  left: string;
  too_long: string;
  colon: string;
  answer_the_page: string;
  answers: string;
  more_replies: string;
  feed: string;
  desk: string;
  removed: string;
  edited: string;
  answer: string;
  in_reply_to: string;
  in_reply_to_removed: string;
};

export type ResolvedChange = {
  direction_text: string;
  baseline_text: string;
};

export type ResolvedChart = {
  width: number;
  height: number;
  line: string;
  points: Array<Place>;
};

export type ResolvedKeyFact = {
  heading: string;
  detail: string;
  page_text: string;
  page_href: string | null;
};

export type ResolvedPoint = {
  period: string;
  number: string;
  text: string;
};

export type ResolvedRange = {
  low: string;
  high: string;
};

export type ResolvedTarget = {
  href: string;
  media_type: string | null;
  size: number | null;
  details: string;
};

export type SourceBlock = {
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
  /** Last looked up */
  accessed: string | null;
  /**
   * Archived copy
   * A lasting copy, in case the source changes or goes away.
   */
  archived_url: string;
  resolved: {
    block: "source";
    version: number;
    text: string;
    citation: string;
    title: string;
    href: string | null;
    archived_href: string | null;
    published_text: string;
    accessed_text: string;
    labels: SourceLabels;
  };
};

export type SourceLabels = {
  source: string;
  looked_up: string;
  archived_copy: string;
  comma: string;
  semicolon: string;
};

export type StatisticBlock = {
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
  change: ChangeBlock;
  /**
   * Trend
   * Two or more points, oldest first, drawn as a small chart.
   */
  trend: Array<TrendPointBlock>;
  /**
   * Note
   * What a reader must know to read the figure right.
   */
  note: string;
  /**
   * Source
   * Who published a claim, and where to look it up.
   */
  source: SourceBlock;
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
   */
  review_after: string | null;
  resolved: {
    block: "statistic";
    version: number;
    text: string;
    number: string | null;
    range: ResolvedRange | null;
    data_value: string | null;
    kind: "number" | "percentage" | "money" | "ratio" | "multiple" | null;
    currency: string | null;
    qualifier: "exact" | "about" | "at_least" | "at_most" | "more_than" | "less_than" | "estimate" | "provisional";
    qualifier_text: string;
    spoken: string;
    change: ResolvedChange;
    trend: Array<ResolvedPoint>;
    trend_text: string;
    chart: ResolvedChart | null;
    labels: StatisticLabels;
  };
};

export type StatisticGroupBlock = {
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
      value: StatisticBlock;
      id: string | null;
    }>;
  resolved: {
    block: "statistics";
    version: number;
    text: string;
  };
};

export type StatisticLabels = {
  comma: string;
  table: string;
  period: string;
  figure: string;
};

export type TrendPointBlock = {
  /** Period */
  period: string;
  /** Figure */
  number: string;
};

export type Words = {
  paragraphs: Array<string>;
  language: string | null;
  direction: "ltr" | "rtl" | null;
};
