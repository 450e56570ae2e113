import { birthDateOf, idNumberFault, phoneOf, sexOf, sexOfIdNumber } from './person-values.ts'
import { type RowDraft, readCell, refuse } from './row-plan.ts'

/** What a row says of a person, checked in itself; undefined where it says nothing. */
export type PersonCells = {
  name: string | undefined
  sex: 'male' | 'female' | undefined
  /** `1975-03` or `1975-03-02`. */
  born: string | undefined
  idNumber: string | undefined
  phone: string | undefined
}

/** An ID number says sex and birth itself: a row that contradicts it is refused, not put right. */
export function readPerson(draft: RowDraft, adultUntil: string): PersonCells {
  const { cells } = draft.row
  const idNumber = readIdNumber(draft)
  const sex = readCell(draft, 'sex', sexOf)
  const phone = cells.phone === undefined ? undefined : phoneOf(cells.phone)
  if (cells.phone !== undefined && phone === undefined) refuse(draft, 'phone_unreadable')
  const born = cells.born
  if (born !== undefined && born > adultUntil) refuse(draft, 'born_too_late')
  if (idNumber === undefined) return { name: cells.name, sex, born, idNumber, phone }
  const bornById = birthDateOf(idNumber)
  if (sex !== undefined && sex !== sexOfIdNumber(idNumber)) refuse(draft, 'id_number_sex')
  if (born !== undefined && !bornById.startsWith(born)) refuse(draft, 'id_number_born')
  return { name: cells.name, sex: sex ?? sexOfIdNumber(idNumber), born: bornById, idNumber, phone }
}

function readIdNumber(draft: RowDraft): string | undefined {
  const { idNumber } = draft.row.cells
  if (idNumber === undefined) return undefined
  const fault = idNumberFault(idNumber)
  return fault === undefined ? idNumber : refuse(draft, fault)
}

/** Whoever was born after this day is not of age. */
export const adultUntil = (today: string): string => Temporal.PlainDate.from(today).subtract({ years: 18 }).toString()

/** As stored: the first of the month when no day was given. */
export const storedDate = (stated: string): string => (stated.length === 7 ? `${stated}-01` : stated)
