import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../frame/call.ts'
import { organisationClient, peopleClient, suggestionClient } from '../frame/clients.ts'
import { Icon, type IconName } from '../frame/icons.tsx'
import { useActing } from '../frame/session.ts'
import { useNav } from './nav.ts'

type Hit = { key: string; icon: IconName; text: string; note: string; to: string }

/** Ctrl K: cases, people, units and pages from one line, by keyboard alone. */
export function CommandSearch() {
  const { t } = useTranslation('console')
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => {
    setOpen(true)
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open])
  return (
    <>
      <button type="button" className="command" aria-label={`${t('search.open')} Ctrl K`} onClick={open}>
        <Icon name="search" size={16} />
        <span className="word">{t('search.open')}</span> <kbd>Ctrl K</kbd>
      </button>
      <dialog ref={dialog} className="palette" aria-label={t('search.title')} onClose={() => setOpen(false)}>
        {isOpen ? <Palette onDone={() => dialog.current?.close()} /> : null}
      </dialog>
    </>
  )
}

function Palette({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const hits = useHits(q.trim())
  const go = (hit: Hit | undefined) => {
    if (!hit) return
    onDone()
    void navigate(hit.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((now) => Math.max(0, Math.min(hits.length - 1, now + step)))
    }
    if (event.key === 'Enter') go(hits[at])
  }
  return (
    <>
      <div className="palette-line">
        <Input
          autoFocus
          size="large"
          role="combobox"
          aria-expanded
          aria-controls="command-hits"
          aria-activedescendant={hits[at] ? `hit-${at}` : undefined}
          aria-label={t('search.title')}
          placeholder={t('search.hint')}
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <Button type="text" icon={<Icon name="close" />} aria-label={t('search.close')} onClick={onDone} />
      </div>
      <div id="command-hits" role="listbox" aria-label={t('search.results')} className="hits">
        {hits.map((hit, index) => (
          <div
            key={hit.key}
            id={`hit-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="hit"
            onClick={() => go(hit)}
            onKeyDown={onKeyDown}
            onMouseEnter={() => setAt(index)}
          >
            <Icon name={hit.icon} />
            <span className="title">{hit.text}</span>
            <span className="quiet">{hit.note}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 ? (
        <p className="quiet">{t(q.trim().length < 2 ? 'search.two_characters' : 'search.nothing')}</p>
      ) : null}
    </>
  )
}

function useHits(q: string): Hit[] {
  const { t } = useTranslation(['console', 'suggestion'])
  const acting = useActing()
  const pages = useNav()
  const enabled = q.length >= 2
  const may = (path: string) => enabled && pages.some((page) => page.path === path)
  const cases = useQuery({
    queryKey: ['find', 'cases', q],
    enabled: may('/suggestions'),
    queryFn: () => call(suggestionClient.suggestions.$get({ query: { q, box: 'all', limit: 6 } })),
  })
  const people = useQuery({
    queryKey: ['find', 'people', q],
    enabled: may('/deputies'),
    queryFn: () => call(peopleClient.people.$get({ query: { q, congressId: acting.congressId, limit: 6 } })),
  })
  const units = useQuery({
    queryKey: ['find', 'units', q],
    enabled: may('/units'),
    queryFn: () => call(organisationClient.organs.$get({ query: { q, congressId: acting.congressId, limit: 6 } })),
  })
  return [
    ...pages
      .map((page) => ({ ...page, text: t(`nav.${page.word}`) }))
      .filter(({ text }) => q === '' || text.includes(q))
      .map(({ path, icon, text }) => ({ key: path, icon, text, note: t('search.page'), to: path })),
    ...(cases.data?.items ?? []).map(
      (row): Hit => ({
        key: row.id,
        icon: 'suggestion',
        text: [row.number, row.title].filter(Boolean).join(' '),
        note: t(`suggestion:states.${row.state}`),
        to: `/suggestions/${row.id}`,
      }),
    ),
    ...(people.data?.items ?? []).map(
      (person): Hit => ({
        key: person.id,
        icon: 'people',
        text: person.name,
        note: person.mandates[0]?.delegationName ?? person.posts[0]?.organName ?? '',
        to: `/people/${person.id}`,
      }),
    ),
    ...(units.data?.items ?? []).map(
      (unit): Hit => ({
        key: unit.id,
        icon: 'unit',
        text: unit.name,
        note: unit.shortName,
        to: `/units/${unit.id}`,
      }),
    ),
  ]
}
