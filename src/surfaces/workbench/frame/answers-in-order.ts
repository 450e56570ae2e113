type Written = {
  assignmentId: string
  round: number
  revision: number
  draftedAt: string
  sentAt: string | null
}

/** The answers newest first, each with the drafts that were written before it and never went out, newest first too. */
export function answersInOrder<Reply extends Written>(replies: readonly Reply[]): { reply: Reply; drafts: Reply[] }[] {
  const newestFirst = replies.toSorted(
    (one, other) => momentOf(other).localeCompare(momentOf(one)) || other.revision - one.revision,
  )
  const laterThan = (one: Reply) =>
    newestFirst.find(
      (other) => other.assignmentId === one.assignmentId && other.round === one.round && other.revision > one.revision,
    )
  const inForce = newestFirst.filter((one) => one.sentAt !== null || !laterThan(one))
  return inForce.map((reply) => ({
    reply,
    drafts: newestFirst.filter(
      (one) =>
        !inForce.includes(one) &&
        one.assignmentId === reply.assignmentId &&
        one.round === reply.round &&
        one.revision < reply.revision,
    ),
  }))
}

const momentOf = ({ sentAt, draftedAt }: Written): string => sentAt ?? draftedAt
