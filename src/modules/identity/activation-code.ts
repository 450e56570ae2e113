// No 0 O 1 I L: the code is read from paper and typed on a phone.
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const length = 12
export const activationDaysMax = 30

/** `ABCD-EFGH-JKMN` from 128 random bits in base64url; 59 bits of them are kept. */
export function activationCode(random: string): string {
  let rest = BigInt(`0x${hexOf(random)}`)
  let code = ''
  for (let index = 0; index < length; index += 1) {
    code += alphabet[Number(rest % BigInt(alphabet.length))] ?? ''
    rest /= BigInt(alphabet.length)
  }
  return (code.match(/.{4}/g) ?? []).join('-')
}

/** What was typed, with full-width characters, blanks and small letters put right; undefined if it can be no code. */
export function normaliseCode(typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-—–_.·]/gu, '')
  if (plain.length !== length || [...plain].some((char) => !alphabet.includes(char))) return undefined
  return (plain.match(/.{4}/g) ?? []).join('-')
}

const hexOf = (base64url: string): string =>
  Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('')
