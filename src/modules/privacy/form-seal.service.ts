import { timingSafeEqual } from 'node:crypto'
import type { Keys } from '#platform/crypto/keys.ts'
import { codeOf, privacyLimits } from './privacy.ts'

type Sealer = Pick<Keys, 'hmac'>

const macOf = (keys: Sealer, part: string): string => keys.hmac('privacy form', part).toString('base64url')

/** What a form carries so that its age is known without a cookie: when it was opened, and 128 random bits. */
export const sealForm = (keys: Sealer, now: Date, random: string): string => {
  const part = `${now.getTime()}.${random}`
  return `${part}.${macOf(keys, part)}`
}

export type FormAge = 'ready' | 'too_quick' | 'too_old' | 'forged'

/** How old the form is, and the random part that makes it one form. */
export function readForm(keys: Sealer, sealed: string, now: Date): { age: FormAge; random: string } {
  const [opened = '', random = '', mac = ''] = sealed.split('.')
  const [given, wanted] = [Buffer.from(mac), Buffer.from(macOf(keys, `${opened}.${random}`))]
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { age: 'forged', random: '' }
  const seconds = (now.getTime() - Number(opened)) / 1000
  if (seconds < privacyLimits.formSecondsMin) return { age: 'too_quick', random }
  return { age: seconds > privacyLimits.formHoursMax * 3600 ? 'too_old' : 'ready', random }
}

/** The same form gives the same code, so that a receipt that was lost on its way can be given again. */
export const codeOfForm = (keys: Sealer, random: string): string => codeOf(keys.hmac('privacy code', random))
