/**
 * What the page does beyond standing still, and can do without: a button between light and dark, and the numbers of an
 * hour under the pointer, which are read from the table below the chart.
 */
export const script = `'use strict';
(() => {
  const root = document.documentElement
  const button = document.querySelector('.theme')
  if (button) {
    button.hidden = false
    button.addEventListener('click', () => {
      const isDark = (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
      root.dataset.theme = isDark ? 'light' : 'dark'
    })
  }
  for (const figure of document.querySelectorAll('.fan')) {
    const heads = [...figure.querySelectorAll('thead th')].map((cell) => cell.textContent)
    const rows = [...figure.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))
    const tip = document.createElement('div')
    const line = document.createElement('div')
    tip.className = 'tip'
    line.className = 'cross'
    tip.hidden = line.hidden = true
    figure.append(line, tip)
    const leave = () => { tip.hidden = line.hidden = true }
    const move = (event) => {
      const plot = event.currentTarget
      const box = plot.getBoundingClientRect()
      const scale = box.width / plot.dataset.width
      const [left, right] = [plot.dataset.left * scale, plot.dataset.right * scale]
      const at = Math.floor(((event.clientX - box.left - left) / (right - left)) * rows.length)
      if (!rows[at]) return leave()
      tip.replaceChildren(...rows[at].map((text, i) => {
        const part = document.createElement(i ? 'span' : 'b')
        part.textContent = i ? heads[i].split(',')[0] + '  ' + text : text
        return part
      }))
      const x = plot.offsetLeft + left + ((at + 0.5) / rows.length) * (right - left)
      tip.hidden = line.hidden = false
      line.style.left = x + 'px'
      line.style.top = plot.offsetTop + 'px'
      line.style.height = box.height + 'px'
      tip.style.top = plot.offsetTop + 34 * scale + 'px'
      tip.style.left = Math.max(0, x + 14 + tip.offsetWidth > figure.clientWidth ? x - 14 - tip.offsetWidth : x + 14) + 'px'
    }
    for (const plot of figure.querySelectorAll('.plot')) {
      plot.addEventListener('pointermove', move)
      plot.addEventListener('pointerdown', move)
      plot.addEventListener('pointerleave', leave)
    }
  }
})()
`

/** Of `script`, for the page's policy: nothing else may run. test/report/html checks that it is. */
export const scriptSha256 = 'ERbeQ0apGNRXtVliqGE57NCwX7b5N7fRYkzSnQFS8xY='
