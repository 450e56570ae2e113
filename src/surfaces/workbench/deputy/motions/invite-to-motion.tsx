import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { type MotionView, useMotionAct } from '../../frame/motion-calls.ts'
import { InviteColleagues } from '../cosign/invite.tsx'

const motions = motionClient.motions[':id']

export function InviteToMotion({ motion }: { motion: MotionView }) {
  const { mutate, isPending, error } = useMotionAct()
  const { id, version } = motion
  return (
    <InviteColleagues
      of={motion}
      find={(q) => call(motions.invitable.$get({ param: { id }, query: { q } }))}
      isPending={isPending}
      error={error}
      send={(mandateIds, onSuccess) =>
        mutate(() => call(motions.invitations.$post({ param: { id }, json: { version, mandateIds } })), { onSuccess })
      }
    />
  )
}
