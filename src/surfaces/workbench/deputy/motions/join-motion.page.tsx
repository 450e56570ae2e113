import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import type { JoinableMotion } from '#modules/motion/motion.contract.ts'
import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { useMotion, useMotionAct } from '../../frame/motion-calls.ts'
import { Joining, OwnDraft } from '../cosign/joining.tsx'
import { Answer } from '../parts/page.tsx'

const motions = motionClient.motions[':id']

export function JoinMotionPage() {
  const { id = '' } = useParams()
  const found = useQuery({
    queryKey: ['joinable-motion', id],
    queryFn: () => call(motions.joinable.$get({ param: { id } })),
    retry: false,
  })
  return <Answer of={found}>{(draft) => <Join draft={draft} />}</Answer>
}

function Join({ draft }: { draft: JoinableMotion }) {
  const [query] = useSearchParams()
  const ownId = query.get('own')
  const doing = useMotionAct()
  const { id, textSha256 } = draft
  return (
    <Joining
      kind="motion"
      draft={draft}
      doing={doing}
      join={() => doing.mutate(() => call(motions.joining.$post({ param: { id }, json: { textSha256 } })))}
      page={`/motions/${id}`}
      back={ownId ? `/motions/${ownId}/write` : '/motions'}
      own={ownId ? <Own id={ownId} joined={draft} /> : null}
    />
  )
}

function Own({ id, joined }: { id: string; joined: JoinableMotion }) {
  const { t } = useTranslation('cosign')
  const own = useMotion(id)
  const away = useMotionAct()
  const back = useMotionAct()
  const reason = t('join.reason', { name: joined.leadName, title: joined.title })
  const version = own.data?.version ?? 0
  const isOpen = own.data?.allowed.includes('edit') === true
  const putAway = () => call(motions.withdrawal.$post({ param: { id }, json: { version, reason } }))
  const takeUp = () => call(motions.restoration.$post({ param: { id }, json: { version } }))
  return (
    <OwnDraft
      title={isOpen ? own.data?.title : undefined}
      write={`/motions/${id}/write`}
      away={{ ...away, mutate: () => away.mutate(putAway) }}
      back={{ ...back, mutate: () => back.mutate(takeUp) }}
    />
  )
}
