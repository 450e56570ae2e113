import type { Role } from '#kernel/actor.ts'

// the installation as a whole is no matter of a township
const levelMax = 3

/** The technical side is the system officer's (GB/T 22239 8.1.4). */
export const tendsInstallation = (role: Role | null, level: number): boolean => role === 'sysadmin' && level <= levelMax
