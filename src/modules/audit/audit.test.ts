import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clockStatuses } from '#modules/clock/clock.ts'
import { eventTypes } from '#modules/record/index.ts'
import { locales } from '#platform/i18n/i18n.ts'
import { eventWords, stateWords, subjectWords } from './audit.ts'

/** By the name of its transition table, the subject whose events go between its states. */
const subjectOf: Readonly<Record<string, string>> = {
  assignmentProcess: 'assignment',
  commitmentProcess: 'commitment',
  deadlineRequestProcess: 'deadline_request',
  importProcess: 'roster_import',
  mandateProcess: 'mandate',
  meetingProcess: 'handover_meeting',
  motionProcess: 'motion',
  oversightProcess: 'key_oversight',
  requestProcess: 'privacy_request',
  suggestionProcess: 'suggestion',
  topicProcess: 'topic',
}

/** Tables whose steps are told by the kind of the event alone. */
const toldByKind = ['claimProcess', 'pickProcess', 'publicationProcess']

/** What events have ever been about: sealed ones stay, so nothing is ever taken out. */
const everSubjects = [
  'account',
  'account_proof',
  'api_token',
  'approval',
  'area',
  'assignment',
  'attachment',
  'backup',
  'clock',
  'commitment',
  'committee_field',
  'congress',
  'congress_session',
  'consent',
  'constituency',
  'consultation',
  'deadline_request',
  'delivery',
  'evaluation_round',
  'event',
  'event_note',
  'export',
  'handover_meeting',
  'key',
  'key_oversight',
  'mandate',
  'motion',
  'notice_preference',
  'organ',
  'paper',
  'person',
  'post',
  'privacy_request',
  'publication',
  'reader',
  'record_kind',
  'refusal',
  'refusal_record',
  'reply',
  'roster_import',
  'session',
  'stand_in',
  'suggestion',
  'term',
  'topic',
  'work_calendar',
]

type Words = { [key: string]: string | Words }

/** All that stands at `file:key`. */
function wordsAt(locale: string, place: string): Words {
  const [file = '', key = ''] = place.split(':')
  const words: Words = JSON.parse(readFileSync(join('locales', locale, `${file}.json`), 'utf8'))
  const found = words[key]
  return typeof found === 'object' ? found : {}
}

/** Every transition table of the pure files. */
async function everyTable(): Promise<Map<string, readonly string[]>> {
  const modules = join(import.meta.dirname, '..')
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/(?!index\.)[^./]+\.ts$/.test(file),
  )
  const found = new Map<string, readonly string[]>()
  for (const file of files) {
    const exported: Record<string, unknown> = await import(join(modules, file))
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value === 'object' && value !== null && 'diagram' in value && 'states' in value)
        found.set(name, value.states as readonly string[])
    }
  }
  return found
}

describe('the words of the record', () => {
  test('every kind of event that the program writes has its words in both languages', () => {
    for (const locale of locales) {
      const words = Object.assign({}, ...eventWords.map((place) => wordsAt(locale, place)))
      expect(eventTypes.filter((type) => !words[type])).toEqual([])
    }
  })

  test('no words stand for a kind that is never written', () => {
    const known: readonly string[] = eventTypes
    const worded = eventWords.flatMap((place) => Object.keys(wordsAt('zh-CN', place)))
    expect(worded.filter((type) => !known.includes(type))).toEqual([])
  })

  test('a part of the program and a kind of rows are called by their words, not by a code', () => {
    const files = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' })
    const source = files
      .filter((file) => /\.(service|queries)\.ts$/.test(file))
      .map((file) => readFileSync(join(import.meta.dirname, '..', file), 'utf8'))
      .join('\n')
    const readers = [...source.matchAll(/followRecord\(app, '(\w+)'|figureReader = '(\w+)'/g)].map(
      ([, one, other]) => one ?? other,
    )
    expect(readers.length).toBeGreaterThan(5)
    const called = { reader: readers, record_kind: ['account', 'account_proof', 'mandate', 'post', 'stand_in'] }
    for (const locale of locales) {
      for (const [kind, ids] of Object.entries(called)) {
        const words = wordsAt(locale, subjectWords[kind] ?? '')
        expect([kind, ids.filter((id) => typeof words[id ?? ''] !== 'string')]).toEqual([kind, []])
      }
    }
  })

  test('everything that an event was ever about has its word in both languages', () => {
    for (const locale of locales)
      expect(Object.keys(wordsAt(locale, 'audit:subjects')).toSorted()).toEqual(everSubjects)
  })

  test('every state that an event comes from or leads to has its words in both languages', async () => {
    const tables = await everyTable()
    expect([...tables.keys()].toSorted()).toEqual([...Object.keys(subjectOf), ...toldByKind].toSorted())
    const statesOf = new Map<string, readonly string[]>([['clock', clockStatuses]])
    for (const [table, subject] of Object.entries(subjectOf)) statesOf.set(subject, tables.get(table) ?? [])
    expect(Object.keys(stateWords).toSorted()).toEqual([...statesOf.keys()].toSorted())
    for (const locale of locales)
      for (const [subject, states] of statesOf) {
        const words = wordsAt(locale, stateWords[subject] ?? '')
        expect({ subject, without: states.filter((state) => !words[state]) }).toEqual({ subject, without: [] })
      }
  })
})
