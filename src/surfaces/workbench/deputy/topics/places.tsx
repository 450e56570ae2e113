import { useTranslation } from 'react-i18next'
import { placesLeft } from '#modules/topic/topic.ts'
import type { TopicRow } from '../../frame/topic-calls.ts'

/** How many have claimed it and how many still can. */
export function PlacesWord({ topic }: { topic: Pick<TopicRow, 'claimsMax' | 'held'> }) {
  const { t } = useTranslation('topic')
  const left = placesLeft(topic)
  const key = left === null ? 'open' : left === 0 ? 'full' : 'left'
  return <span>{t(`places.${key}`, { held: topic.held, left })}</span>
}
