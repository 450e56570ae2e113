import type { z } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import { isTranslated, translate } from '../i18n/i18n.ts'

export type FieldProblem = {
  /** As the request has it: `units.0.unitId`. */
  path: string
  /** What people call the field, in their language; empty where nobody types it. */
  name: string
  /** What is wrong with it, in the reader's language. */
  problem: string
}

type Issue = z.core.$ZodIssue

/** What is wrong with the fields of a request, in the reader's language. `sent` is the content as it came. */
export const fieldProblems = (locale: Locale, issues: readonly Issue[], sent: unknown): FieldProblem[] =>
  issues.map((issue) => {
    const { key, data } = wordsOf(issue, at(sent, issue.path))
    return {
      path: issue.path.join('.'),
      name: nameOf(locale, issue.path),
      problem: translate(locale, `http.problems.${key}`, data),
    }
  })

function nameOf(locale: Locale, path: readonly PropertyKey[]): string {
  const field = path.findLast((part) => typeof part === 'string') ?? ''
  const key = `http.fields.${String(field)}`
  return field !== '' && isTranslated(locale, key) ? translate(locale, key) : ''
}

function at(sent: unknown, path: readonly PropertyKey[]): unknown {
  let value = sent
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value
}

type Words = { key: string; data?: Record<string, unknown> }

const formats: Record<string, string> = { date: 'date', datetime: 'moment', email: 'email', url: 'url' }

function wordsOf(issue: Issue, value: unknown): Words {
  if (isEmpty(value) && issue.code !== 'unrecognized_keys') return { key: 'missing' }
  switch (issue.code) {
    case 'too_big':
      return bound(issue.origin, 'most', issue.maximum)
    case 'too_small':
      return bound(issue.origin, 'least', issue.minimum)
    case 'invalid_type':
      return { key: issue.expected === 'int' ? 'whole_number' : 'wrong_kind' }
    case 'invalid_format':
      return { key: formats[issue.format] ?? 'format' }
    case 'invalid_value':
      return { key: 'choice' }
    case 'unrecognized_keys':
      return { key: 'unknown', data: { keys: issue.keys.join('、') } }
    case 'custom':
      return { key: typeof issue.params?.problem === 'string' ? issue.params.problem : 'unfit' }
    default:
      return { key: 'unfit' }
  }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const kinds: Record<string, string> = { string: 'letters', array: 'items', set: 'items', file: 'bytes' }

const bound = (origin: string, side: 'most' | 'least', limit: number | bigint): Words => ({
  key: `${side}_${kinds[origin] ?? 'number'}`,
  data: { limit: String(limit) },
})
