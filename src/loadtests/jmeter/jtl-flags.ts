import type {LoadTestFlag} from '../../documents/load-test.js'

/** What was not counted of a JTL, or not as single requests. */
type LeftOut = {transactionCount: number; partCount: number; statisticalCount: number}

/** `sampleresult.timestamp.start` is false where JMeter runs without its jmeter.properties. */
export const endStamps: LoadTestFlag = {
  code: 'end-stamps',
  severity: 'info',
  text: 'timeStamp is the end of a sample here (sampleresult.timestamp.start is false): the start is worked out',
}

const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`

/** Says which rows of a JTL were left out, and which stand for several requests. */
export function leftOutFlags({transactionCount, partCount, statisticalCount}: LeftOut): LoadTestFlag[] {
  const flags: LoadTestFlag[] = []
  if (transactionCount > 0) {
    const text = `${rows(transactionCount)} of Transaction Controllers left out: their samples are counted`
    flags.push({code: 'transactions-left-out', severity: 'info', text})
  }
  if (partCount > 0) {
    const text = `${rows(partCount)} of redirects and embedded resources left out: their samples contain them`
    flags.push({code: 'sub-results-left-out', severity: 'info', text})
  }
  if (statisticalCount > 0) {
    const text = `${rows(statisticalCount)} stand for several samples each (statistical mode): percentiles are those of averages, too low`
    flags.push({code: 'statistical-rows', severity: 'warning', text})
  }
  return flags
}
