import { useQuery } from '@tanstack/react-query'
import { systemIds } from '#kernel/ids.ts'
import { deviceStore, type StoredFile, seal, sealBytes, unseal, unsealBytes } from '../frame/device-store.ts'

type Told = { name: string; type: string }
/** A file that waits on this device, without its bytes. */
export type LocalFile = Omit<StoredFile, 'sealed' | 'bytes'> & Told

const ids = systemIds(() => Date.now())

export const filesKey = ['draft-files'] as const

export async function keepFile(of: Pick<StoredFile, 'accountId' | 'mandateId' | 'draftId'>, file: File): Promise<void> {
  const id = ids.uuid()
  const { accountId } = of
  await deviceStore.files.add({
    ...of,
    id,
    state: 'waiting',
    refusal: '',
    size: file.size,
    savedAt: new Date(),
    sealed: await seal(accountId, id, { name: file.name, type: file.type } satisfies Told),
    bytes: await sealBytes(accountId, id, new Uint8Array(await file.arrayBuffer())),
  })
}

export async function listFiles(accountId: string): Promise<LocalFile[]> {
  const rows = await deviceStore.files.where('accountId').equals(accountId).toArray()
  const files = await Promise.all(
    rows.map(async ({ sealed, bytes: _bytes, ...row }) => {
      const told = await unseal<Told>(accountId, row.id, sealed)
      return told && { ...row, ...told }
    }),
  )
  return files
    .filter((file) => file !== undefined)
    .toSorted((one, other) => one.savedAt.getTime() - other.savedAt.getTime())
}

/** The file as it was chosen; undefined when it is gone or can't be opened any more. */
export async function openFile(accountId: string, id: string): Promise<File | undefined> {
  const row = await deviceStore.files.get(id)
  if (!row || row.accountId !== accountId) return undefined
  const told = await unseal<Told>(accountId, id, row.sealed)
  const bytes = await unsealBytes(accountId, id, row.bytes)
  return told && bytes && new File([bytes], told.name, { type: told.type })
}

export const dropFile = (id: string): Promise<void> => deviceStore.files.delete(id)

export const dropFilesOf = (draftId: string): Promise<unknown> =>
  deviceStore.files.where('draftId').equals(draftId).delete()

export const noteRefused = async (id: string, refusal: string): Promise<void> => {
  await deviceStore.files.update(id, { state: 'refused', refusal })
}

export const waitAgain = async (id: string): Promise<void> => {
  await deviceStore.files.update(id, { state: 'waiting', refusal: '' })
}

export const useLocalFiles = (accountId: string) =>
  useQuery({
    queryKey: [...filesKey, accountId],
    queryFn: () => listFiles(accountId),
    staleTime: 0,
    networkMode: 'always',
  })
