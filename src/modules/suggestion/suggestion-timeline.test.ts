import { expect, test } from 'vitest'
import { eventTypes } from '#modules/record/index.ts'
import words from '../../../locales/zh-CN/suggestion.json' with { type: 'json' }
import { silent } from './suggestion-timeline.view.ts'

const ofSuggestions =
  /^(?:assignment|attachment|clock|commitment|consultation|deadline|evaluation|oversight|paper|publication|reply|suggestion)\./

// of no one case: a year's calendar, and an oversight that is not decided yet
const ofNoCase = ['clock.calendar_published', 'oversight.corrected', 'oversight.proposed']

test('every step that the timeline of a suggestion may show has its word', () => {
  const shown = eventTypes.filter((type) => ofSuggestions.test(type) && !silent.has(type) && !ofNoCase.includes(type))
  const worded: Readonly<Record<string, string>> = words.events
  expect(shown.length).toBeGreaterThan(80)
  expect(shown.filter((type) => !worded[type])).toEqual([])
})
