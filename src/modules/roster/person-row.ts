import { birthDateOf, idNumberDisagrees, idNumberFault, sexOfIdNumber } from '#kernel/id-number.ts'
import { birthFault, isName, mailAddressOf, phoneOf } from '#modules/identity/identity.ts'
import { type RowDraft, readCell, refuse } from './row-plan.ts'
import { sexOf } from './sex-word.ts'

/** What a row says of a person, checked in itself; undefined where it says nothing. */
export type PersonCells = {
  name: string | undefined
  sex: 'male' | 'female' | undefined
  /** `1975-03` or `1975-03-02`. */
  born: string | undefined
  idNumber: string | undefined
  phone: string | undefined
  mail: string | undefined
}

/** An ID number says sex and birth itself: a row that contradicts it is refused, not put right. */
export function readPerson(draft: RowDraft, days: { today: string; adultUntil: string }): PersonCells {
  const { cells } = draft.row
  const idNumber = readIdNumber(draft, days.today)
  if (cells.name !== undefined && !isName(cells.name)) refuse(draft, 'name_unreadable')
  const sex = readCell(draft, 'sex', sexOf)
  const phone = cells.phone === undefined ? undefined : phoneOf(cells.phone)
  if (cells.phone !== undefined && phone === undefined) refuse(draft, 'phone_unreadable')
  const born = cells.born
  refuseBirth(draft, born, days.adultUntil)
  const mail = cells.mail === undefined ? undefined : mailAddressOf(cells.mail)
  if (cells.mail !== undefined && mail === undefined) refuse(draft, 'mail_unreadable')
  const reached = { name: cells.name, phone, mail }
  if (idNumber === undefined) return { ...reached, sex, born, idNumber }
  const bornById = birthDateOf(idNumber)
  const disagrees = idNumberDisagrees(idNumber, { sex, born })
  if (disagrees) refuse(draft, disagrees)
  if (born === undefined) refuseBirth(draft, bornById, days.adultUntil)
  return { ...reached, sex: sex ?? sexOfIdNumber(idNumber), born: bornById, idNumber }
}

function refuseBirth(draft: RowDraft, born: string | undefined, adultBorn: string): void {
  const fault = born === undefined ? undefined : birthFault(born, adultBorn)
  if (fault) refuse(draft, fault)
}

function readIdNumber(draft: RowDraft, today: string): string | undefined {
  const { idNumber } = draft.row.cells
  if (idNumber === undefined) return undefined
  const fault = idNumberFault(idNumber, today)
  return fault === undefined ? idNumber : refuse(draft, fault)
}

/** As stored: the first of the month when no day was given. */
export const storedDate = (stated: string): string => (stated.length === 7 ? `${stated}-01` : stated)
