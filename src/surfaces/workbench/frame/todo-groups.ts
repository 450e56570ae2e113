import type { TodoView } from '#modules/suggestion/suggestion.contract.ts'

/** The groups of the to-do pages, in their order. What has no deadline stands apart from what is due later. */
export function todoGroups({ overdue, today, thisWeek, later }: TodoView) {
  const groups = [
    { group: 'overdue', lines: overdue },
    { group: 'today', lines: today },
    { group: 'thisWeek', lines: thisWeek },
    { group: 'later', lines: later.filter(({ dueBefore }) => dueBefore !== null) },
    { group: 'undated', lines: later.filter(({ dueBefore }) => dueBefore === null) },
  ] as const
  return groups.filter(({ lines }) => lines.length > 0)
}
