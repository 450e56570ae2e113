/** One line of the party index: who has to do with a case, in what role, and what waits for them. */
export type Party = {
  /** The mandate or the organ. */
  holderId: string
  role: string
  state: string
  /** What this holder has to do now, a code of the to-do page; null when it waits for others. */
  todo: string | null
  dueBefore: Date | null
  /** The instant from which the holder no longer has to do with the case. */
  until: Date | null
}

/** One line of the to-do page, before the case's module has put its title to it. */
export type TodoEntry = {
  caseKind: string
  caseId: string
  todo: string
  dueBefore: Date | null
  changedAt: Date
}
