const plain = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** The pattern of `like` that finds what holds this text; a % or _ in it is that character and no other. */
export const containing = (text: string): string => `%${plain(text)}%`

/** The pattern that finds what begins with this text. */
export const startingWith = (text: string): string => `${plain(text)}%`

/** The pattern that finds what begins and ends with these texts. */
export const between = (start: string, end: string): string => `${plain(start)}%${plain(end)}`

/** The pattern that finds what has these characters in this order, whatever stands between them. */
export const inThisOrder = (text: string): string => `%${[...text].map(plain).join('%')}%`
