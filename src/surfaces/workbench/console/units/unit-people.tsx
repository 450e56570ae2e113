import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Role } from '#kernel/actor.ts'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { useRole } from '../../frame/session.ts'

const readers: readonly (Role | 'deputy')[] = [
  'deputy_office',
  'presidium',
  'secadmin',
  'street_committee',
  'committee',
  'leader',
  'secretariat',
]

/** Who holds a post in a unit; names are not for everyone. */
export function useHolders(organId: string) {
  const role = useRole()
  return useQuery({
    queryKey: ['people', 'of', organId],
    enabled: readers.includes(role),
    queryFn: () => call(peopleClient.people.$get({ query: { organId, limit: 100 } })),
    select: ({ items }) => ({
      items: items.flatMap(({ id, name, posts }) => {
        const held = posts.filter((post) => post.organId === organId)
        return held.length > 0 ? [{ id, name, posts: held }] : []
      }),
    }),
  })
}

export function UnitPeople({ organId }: { organId: string }) {
  const { t } = useTranslation(['console', 'identity'])
  const holders = useHolders(organId)
  if (!holders.data) return null
  return (
    <section className="section" aria-label={t('units.people')}>
      <h2>{t('units.people')}</h2>
      {holders.data.items.length === 0 ? <p className="quiet">{t('units.nobody')}</p> : null}
      <ul className="planned">
        {holders.data.items.map(({ id, name, posts }) => (
          <li key={id} className="person-line">
            <Link to={`/people/${id}`}>{name}</Link>
            <span className="quiet">
              {posts
                .map((post) => [t(`identity:roles.${post.role}`), post.title].filter(Boolean).join(' '))
                .join(t('imports.between'))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
