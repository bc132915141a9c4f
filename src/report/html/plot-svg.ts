import * as Plot from '@observablehq/plot'
import {parseHTML} from 'linkedom'

/** Colours as the page's variables; each with the value of the light page, for where inline style is forbidden. */
export const ink = 'var(--ink, #15202b)'
export const muted = 'var(--muted, #566273)'
export const rule = 'var(--line, #e1e6ed)'
export const soft = 'var(--soft, #f0f3f7)'
export const card = 'var(--card, #fff)'
export const bad = 'var(--bad, #c22a20)'
export const warn = 'var(--warn, #8f5b00)'
export const good = 'var(--good, #0f7a4b)'
export const p50 = 'var(--p50, #2457c9)'
export const band90 = 'var(--band90, #9db9f2)'
export const band99 = 'var(--band99, #d6e2fb)'
export const last = 'var(--last, #6b7785)'

type PlotWords = {id: string; title: string; description: string}
/** Attributes that hold places in pixels. */
const placed = [
  'd',
  'transform',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'width',
  'height',
  'points',
] as const

/**
 * A chart as SVG text, drawn by Observable Plot without a browser: with a title and a description for readers who hear
 * it, tenths of a pixel, no style element and no script. Texts are escaped by the serializer; names have to be made plain
 * before. The same options give the same bytes.
 */
export function plotSvg(options: Plot.PlotOptions, {id, title, description}: PlotWords): string {
  const {document} = parseHTML('<!doctype html><html><body></body></html>')
  const svg = Plot.plot({...options, document})
  svg.querySelector('style')?.remove()
  svg.removeAttribute('class')
  for (const element of svg.querySelectorAll('*')) tidy(element)
  for (const [name, text] of [
    ['desc', description],
    ['title', title],
  ] as const) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    element.setAttribute('id', `${id}-${name}`)
    element.textContent = text
    svg.insertBefore(element, svg.firstChild)
  }
  // A phone shows a chart of half the page's width smaller than it is.
  svg.setAttribute('font-size', (options.width ?? 0) === 500 ? '12.5' : '12')
  svg.setAttribute('class', 'chart')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-labelledby', `${id}-title ${id}-desc`)
  return svg.outerHTML
}

function tidy(element: {
  getAttribute: (name: string) => string | null
  setAttribute: (name: string, value: string) => void
  removeAttribute: (name: string) => void
}): void {
  element.removeAttribute('aria-label')
  element.removeAttribute('aria-hidden')
  element.removeAttribute('style')
  for (const name of placed) {
    const value = element.getAttribute(name)
    if (value?.includes('.')) element.setAttribute(name, value.replaceAll(/-?\d+\.\d+(?:e-\d+)?/g, tenths))
  }
}

function tenths(number: string): string {
  return String(Math.round(Number(number) * 10) / 10)
}
