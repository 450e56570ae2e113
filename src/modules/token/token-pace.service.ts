import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { tokenRequestsMax } from './token.ts'

const minuteMs = 60_000

type Spent = { minute: number; requests: number }

// one process answers, so that its memory is the count; a token that is not used leaves one entry
const spent = new WeakMap<Db, Map<string, Spent>>()

/** @returns the seconds until the token may ask again; 0 when it may now */
export function spendRequests(app: Pick<App, 'db' | 'wall'>, id: string, requests = 1): number {
  const ofApp = spent.get(app.db) ?? new Map<string, Spent>()
  spent.set(app.db, ofApp)
  const now = app.wall.now().getTime()
  const minute = Math.floor(now / minuteMs)
  const before = ofApp.get(id)
  const sum = (before?.minute === minute ? before.requests : 0) + requests
  ofApp.set(id, { minute, requests: sum })
  return sum <= tokenRequestsMax ? 0 : Math.ceil(((minute + 1) * minuteMs - now) / 1000)
}
