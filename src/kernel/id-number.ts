export type IdNumberFault = 'id_number_old' | 'id_number_wrong' | 'id_number_date'

/**
 * GB 11643: 17 digits, in them a day of birth that was, and a check character by ISO 7064 MOD 11-2.
 * @param today nobody was born after it
 */
export function idNumberFault(idNumber: string, today: string): IdNumberFault | undefined {
  if (/^\d{15}$/u.test(idNumber)) return 'id_number_old'
  if (!/^\d{17}[\dX]$/u.test(idNumber)) return 'id_number_wrong'
  const born = birthDateOf(idNumber)
  if (!isDate(born) || born < '1900-01-01' || born > today) return 'id_number_date'
  return checkCharacter(idNumber) === idNumber.at(-1) ? undefined : 'id_number_wrong'
}

/** `1975-03-02` out of an ID number. */
export const birthDateOf = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`

export const sexOfIdNumber = (idNumber: string): 'male' | 'female' =>
  Number(idNumber[16]) % 2 === 1 ? 'male' : 'female'

export const checkCharacter = (idNumber: string): string => {
  const sum = Array.from(idNumber.slice(0, 17)).reduce(
    (total, digit, index) => total + Number(digit) * weight(index),
    0,
  )
  return '10X98765432'[sum % 11] ?? ''
}

// 2^(17 - index) mod 11
const weight = (index: number): number => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][index] ?? 0

const isDate = (text: string): boolean => {
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

/** What an ID number says otherwise than is stated beside it; a birth of `YYYY-MM` leaves the day open. */
export function idNumberDisagrees(
  idNumber: string,
  stated: { sex?: 'male' | 'female' | undefined; born?: string | undefined },
): 'id_number_sex' | 'id_number_born' | undefined {
  if (stated.sex !== undefined && stated.sex !== sexOfIdNumber(idNumber)) return 'id_number_sex'
  if (stated.born !== undefined && !birthDateOf(idNumber).startsWith(stated.born)) return 'id_number_born'
  return undefined
}
