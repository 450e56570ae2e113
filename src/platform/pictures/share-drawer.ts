import { join } from 'node:path'
import sharp, { type OverlayOptions } from 'sharp'
import type { SharePicture } from './pictures.ts'

const [width, height, margin] = [1200, 630, 72]
const [ink, soft, brand] = ['#1f1f1f', '#5c5650', '#b3261e']
const fonts = join(import.meta.dirname, '../../../node_modules/@embedpdf/fonts-sc/fonts')
const titleMax = 60

const marked = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\p{Cc}/gu, ' ')

/** With the program's own font: the machine may have none that knows Chinese. */
const drawn = (text: string, color: string, px: number, font: 'Bold' | 'Regular') =>
  sharp({
    text: {
      text: `<span foreground="${color}" size="${Math.round(px * 0.75 * 1024)}">${marked(text)}</span>`,
      font: `Noto Sans Hans ${font}`,
      fontfile: join(fonts, `NotoSansHans-${font}.otf`),
      width: width - 2 * margin,
      dpi: 96,
      rgba: true,
      wrap: 'char',
      spacing: Math.round(px * 0.35),
    },
  })
    .png()
    .toBuffer()

/** 1200 × 630, the size that is asked for wherever links are passed on. */
export async function drawShare({ house, title, line }: SharePicture): Promise<Uint8Array> {
  const short = [...title].length > titleMax ? `${[...title].slice(0, titleMax - 1).join('')}…` : title
  const at = (top: number, input: Buffer): OverlayOptions => ({ input, left: margin, top })
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="16" fill="${brand}"/>
    <rect x="${margin}" y="498" width="${width - 2 * margin}" height="2" fill="#e5e0da"/></svg>`
  const px = [...short].length > 30 ? 54 : 64
  const [head, body, foot] = await Promise.all([
    drawn(house, soft, 34, 'Regular'),
    drawn(short, ink, px, 'Bold'),
    drawn(line, brand, 34, 'Regular'),
  ])
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([{ input: Buffer.from(frame), left: 0, top: 0 }, at(72, head), at(168, body), at(528, foot)])
    .png({ palette: true })
    .toBuffer()
}
