import { useSyncExternalStore } from 'react'

let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

/** Keeps the app on the device. Not in development and not over plain http from another machine: browsers forbid it. */
export function startWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  void navigator.serviceWorker
    .register('/app/sw.js', { scope: '/app/' })
    .then((registration) => {
      const watch = () => {
        const next = registration.waiting ?? registration.installing
        if (!next || !navigator.serviceWorker.controller) return
        if (next.state === 'installed') announce(next)
        else next.addEventListener('statechange', () => next.state === 'installed' && announce(next))
      }
      watch()
      registration.addEventListener('updatefound', watch)
    })
    .catch(() => undefined)
}

function announce(worker: ServiceWorker): void {
  waiting = worker
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** A new version is taken when its user says so, never under someone's writing hand. */
export const useNewVersion = (): ServiceWorker | null => useSyncExternalStore(subscribe, () => waiting)

export function takeNewVersion(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload())
  worker.postMessage({ type: 'SKIP_WAITING' })
}
