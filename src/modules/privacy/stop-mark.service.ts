import { Refusal } from '#kernel/refusal.ts'
import { findCongress } from '#modules/organisation/index.ts'
import { tellOfMark } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'

const code = 'http.secret_mark'

/**
 * 保守国家秘密法 art. 31: what bears the mark of a state secret is not taken in from the portal either. The security
 * officer of the congress hears where it was met; nobody knows who sent it. Refuses `http.secret_mark`.
 */
export async function refuseMark(app: App, congressId: string, route: string): Promise<never> {
  const congress = await findCongress(app.db, congressId)
  if (congress) await tellOfMark(app, { congressId, areaPath: congress.area_path }, { code, route })
  throw new Refusal('forbidden', code)
}
