/** The name in a header: plain ASCII for old programs, the real one beside it (RFC 6266, RFC 8187). */
export function dispositionOf(kind: 'inline' | 'attachment', name: string, plain = name): string {
  const ascii = plain.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/**
 * The header of a file that we name ourselves.
 *
 * @param words in the reader's language; signs that file systems refuse are written `_`
 * @param plain the name for programs that read ASCII only
 */
export const savedAs = (words: string, plain: string, extension: string): string =>
  dispositionOf('attachment', `${words.replaceAll(/[/\\:*?"<>|]/g, '_')}.${extension}`, `${plain}.${extension}`)
