import { asItReads, linesAsTheyRead } from '#kernel/plain-text.ts'

const blanks = /\s+/gu
const fullWidthLettersAndDigits = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/gu
const middleDots = /[\u2022\u2027\u30fb\uff65\u2219\u22c5\u30fb]/gu
const aroundHan = /(?<=[\p{Script=Han}·])\s+|\s+(?=[\p{Script=Han}·])/gu

/** Prose: letters and digits half width, Chinese punctuation left as it is, one blank where there were many. */
export const proseText = (text: string): string =>
  asItReads(text)
    .replace(fullWidthLettersAndDigits, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(blanks, ' ')
    .trim()

/** A whole text, as it was written and with its lines. */
export const linesText = (text: string): string => linesAsTheyRead(text).trim()

/** Codes, numbers and phones: NFKC without any blank, in upper case. */
export const codeText = (text: string): string => asItReads(text).normalize('NFKC').replace(blanks, '').toUpperCase()

/** Names: 张　三 is 张三, 阿依古丽・买买提 has the one middle dot, John Smith keeps its blank. */
export const nameText = (text: string): string =>
  asItReads(text).normalize('NFKC').replace(middleDots, '·').replace(blanks, ' ').replace(aroundHan, '').trim()

/** Header cells as they are compared: without blanks, notes in brackets, asterisks and colons. */
export const headerText = (text: string): string =>
  asItReads(text)
    .normalize('NFKC')
    .replace(blanks, '')
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/gu, '')
    .replace(/[*:：、,，/／_·。.-]/gu, '')
    .toUpperCase()
