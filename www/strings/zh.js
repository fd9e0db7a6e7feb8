/** 中文界面。 */

/**
 * 提示，按代码；数目和编码名取自英文原话。
 *
 * @type {Record<string, (message: string) => string>}
 */
const warnings = {
  "wrong-encoding": (message) => {
    const [, was, readAs] = message.match(/probably (.+) text that was decoded as (.+?):/) ?? [];
    return `原文可能是 ${was} 编码，却按 ${readAs} 读取了，请用 ${was} 重新读取原文件。`;
  },
  "unmapped-glyphs": (message) =>
    `${count(message)} 个字形只有编号（cid:…）而没有对应的字，请换一种提取工具或改用文字识别。`,
  "private-use": (message) => `${count(message)} 个字符是字体自造的，不知道是什么字。`,
  "replacement-characters": (message) =>
    `${count(message)} 个字符在复制之前就已丢失，原处是 \uFFFD。`,
  "lone-surrogate": () => "原文含有残缺的字符编码，已用 \uFFFD 代替。",
  "long-page": () => "原文很长又没有分页符，已分段读取，跨段的文章会被截断。",
};

/** @param {string} message */
function count(message) {
  return message.match(/\d+/)?.[0] ?? "";
}

/** @type {import("./en.js").Strings} */
export default {
  tagline: "把乱掉的报纸版面还原成一篇篇文章",
  privacy: "文字只在本机处理，不会上传",
  otherLanguage: "English",
  sourceHeading: "版面原文",
  sourceLabel: "从报纸上复制或识别出来的文字",
  sourcePlaceholder: "把从报纸 PDF、阅读器或文字识别里复制出来的整版文字粘贴到这里。",
  units: (count) => `${count.toLocaleString("zh")} 字`,
  sample: "试试样例",
  clear: "清空",
  restore: "恢复原文",
  resultHeading: "还原的文章",
  copy: "复制",
  copyAll: "全部复制",
  copied: "已复制",
  copyFailed: "浏览器不允许复制，请选中文字后手动复制。",
  copyOf: (name) => `复制《${name}》`,
  downloadText: "下载文本",
  downloadMarkdown: "下载 Markdown",
  fileName: "还原的文章",
  starting: "正在准备……",
  empty: "在左边粘贴一版报纸的文字，文章就会出现在这里。",
  emptyNarrow: "在上面粘贴一版报纸的文字，文章就会出现在这里。",
  noArticle: "这段文字里没有找到文章。请粘贴更完整的版面文字，带上正文段落。",
  unavailable:
    "WebAssembly 没能加载，无法还原文章。请检查网络，更新浏览器，或关闭拦截它的扩展，然后重试。",
  retry: "重试",
  tooLong: "文字太长了。请分成几版，一版一版地粘贴。",
  crashed: "还原这段文字时出了故障。原文还在，请修改或减少一些再试。",
  articles: (count, millis) => `${count} 篇文章，用时 ${millis} 毫秒`,
  found: (count) => `还原出 ${count} 篇文章`,
  article: (index) => `第 ${index} 篇`,
  untitled: (index) => `第 ${index} 篇（无标题）`,
  doubtfulArticle: "归并存疑",
  doubtfulArticleHint: "这一篇的内容是否属于同一篇文章，把握不大，请对照原文。",
  doubtfulText: "存疑：",
  doubtfulTextHint: "这一段放在这里，把握不大，请对照原文。",
  duplicateOf: (index) => `与第 ${index} 篇重复`,
  jumpFrom: (page) => `上接${page}`,
  jumpTo: (page) => `下转${page}`,
  furniture: (count) => `版面信息（${count} 项）`,
  removed: (count) => `去掉的文字（${count} 处）`,
  warnings: (count) => `提示（${count} 条）`,
  furnitureKinds: {
    date: "日期",
    folio: "版次",
    section: "版名",
    editors: "编辑",
    contact: "联系方式",
    publisher: "主办",
    credit: "供稿",
    jump: "转接",
    other: "其他",
  },
  removalKinds: {
    shadow: "重影",
    pageBreak: "分页符",
    invisible: "不可见字符",
    stray: "零散符号",
  },
  removalTimes: (count) => `${count} 处`,
  warning: (code, message) => warnings[code]?.(message) ?? message,
  footer: "开源，许可 MIT 或 Apache-2.0",
};
