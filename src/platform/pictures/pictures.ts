import { workerPool } from '../documents/worker-pool.ts'

export type PictureLimits = { pixelsMax: number; edgeMax: number; previewEdgeMax: number }

export type CleanPicture = {
  bytes: Uint8Array
  mediaType: 'image/jpeg' | 'image/png'
  extension: 'jpg' | 'png'
  width: number
  height: number
  /** A small JPEG for lists. */
  preview: Uint8Array
}

/** What stands on the picture of a page that is passed on. */
export type SharePicture = { house: string; title: string; line: string }

export type PictureTasks = {
  drawShare: { input: SharePicture; part: never; output: Uint8Array }
  cleanPicture: { input: { bytes: Uint8Array; limits: PictureLimits }; part: never; output: CleanPicture }
}

type Pictures = {
  /**
   * The picture drawn anew: nothing of the old file but its colours stays, no place, no maker, no hidden content.
   * Refuses `picture.too_many_pixels` and `picture.not_readable`.
   */
  clean(bytes: Uint8Array, limits: PictureLimits): Promise<CleanPicture>
  drawShare(words: SharePicture): Promise<Uint8Array>
  close(): Promise<void>
}

/** Pictures in a worker thread: a file made to exhaust us costs no more than its worker. */
function openPictures(): Pictures {
  const pool = workerPool<PictureTasks>({
    entry: new URL('./picture.worker.ts', import.meta.url),
    memoryMb: 512,
    idleMs: 60_000,
  })
  return {
    drawShare: (words) => pool.run('drawShare', words, { timeoutMs: 20_000 }),
    clean: (bytes, limits) => pool.run('cleanPicture', { bytes, limits }, { timeoutMs: 30_000 }),
    close: () => pool.close(),
  }
}

/** The one of this process: its thread starts at the first picture. */
export const pictures = openPictures()
