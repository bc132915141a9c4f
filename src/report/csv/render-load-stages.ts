import type {LoadStages} from '../../documents/load-stages.js'

/** Stages as a table that any tool can be set up from, such as JMeter's Throughput Shaping Timer: `start_rps,end_rps,duration_s,part`. */
export function renderLoadStagesCsv({stages}: LoadStages): string {
  const rows = stages.map(
    ({part, durationS, fromRps, toRps}) => `${fromRps.toFixed(1)},${toRps.toFixed(1)},${durationS},${part}`,
  )
  return `start_rps,end_rps,duration_s,part\n${rows.join('\n')}\n`
}
