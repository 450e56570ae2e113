export const passwordLengthMin = 10
export const passwordLengthMax = 128
export const passwordsRemembered = 5
/** Who works in a post changes it every quarter, a deputy once a year (GB/T 22239 8.1.4.1). */
export const passwordDaysMax = { staff: 90, deputy: 365 } as const

export const passwordFaults = ['too_short', 'too_long', 'too_simple', 'has_name', 'too_common'] as const
export type PasswordFault = (typeof passwordFaults)[number]

// Long enough and mixed enough for the other rules, and yet the first that anybody tries.
const common = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwertyuiop',
  'qwer1234',
  '1qaz2wsx',
  '1234qwer',
  'abc123456',
  'a123456789',
  'aa123456',
  'admin123',
  'admin@123',
  'administrator',
  'letmein',
  'welcome',
  'iloveyou',
  'woaini1314',
  'woaini520',
  '5201314',
  'minsheng',
  'renda',
  'daibiao',
  '1234567890',
  '88888888',
  '66666666',
  '11111111',
]

const classes = [/\p{Lu}/u, /\p{Ll}|\p{Lo}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]

/** Every rule the password breaks (等保 2.0: complexity), none if it may be used. */
export function faultsOf(password: string, accountName: string): PasswordFault[] {
  const text = password.normalize('NFKC')
  const lower = text.toLowerCase()
  const faults: PasswordFault[] = []
  if ([...text].length < passwordLengthMin) faults.push('too_short')
  if ([...text].length > passwordLengthMax) faults.push('too_long')
  if (classes.filter((one) => one.test(text)).length < 3) faults.push('too_simple')
  if (accountName.length >= 3 && lower.includes(accountName.toLowerCase())) faults.push('has_name')
  if (isCommon(lower)) faults.push('too_common')
  return faults
}

// "Password2026!" is "password" with what everyone appends
function isCommon(lower: string): boolean {
  const core = lower.replace(/^[^\p{L}\p{Nd}]+/u, '')
  return common.some((word) => core.startsWith(word) && [...core].length - word.length <= 6)
}
