import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { tendsInstallation } from './operation.ts'

export function mayTend({ acting }: Actor): void {
  if (acting?.kind !== 'post' || !tendsInstallation(acting.role, acting.congressLevel)) {
    throw new Refusal('forbidden', 'operation.system_officer_only')
  }
}
