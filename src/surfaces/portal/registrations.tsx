import type { Visit } from './visit.ts'

/** What a site of a state organ has to show at its foot; only what was configured. */
export const Registrations = ({ visit: { app, say } }: { visit: Visit }) => {
  const { SITE_ICP, SITE_POLICE, SITE_ORGAN_CODE, SITE_CONTACT } = app.env
  const lines = [
    ['contactLine', SITE_CONTACT, undefined],
    ['icp', SITE_ICP, 'https://beian.miit.gov.cn/'],
    ['police', SITE_POLICE, 'https://beian.mps.gov.cn/'],
    ['organ', SITE_ORGAN_CODE, undefined],
  ] as const
  const known = lines.filter(([, number]) => number !== undefined)
  if (known.length === 0) return null
  return (
    <dl class="registrations">
      {known.map(([name, number, address]) => (
        <div>
          <dt>{say(`foot.${name}`)}</dt>
          <dd>
            {address === undefined ? (
              number
            ) : (
              <a href={address} rel="noopener">
                {number}
              </a>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
