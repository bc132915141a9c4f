import {expect, test} from 'vitest'
import {ec2Instance, ec2Instances} from '../../src/catalog/ec2-instances.js'

test('every type of the list is there once', () => {
  const names = ec2Instances().map((instance) => instance.name)
  expect(names).toHaveLength(362)
  expect(new Set(names).size).toBe(362)
})

// Typed by hand from DescribeInstanceTypes and the price list. 81.25 MB/s is 650 Mbit/s, which is 77.49 MiB/s.
test('rows as AWS states them', () => {
  expect(ec2Instance('m5.large')).toEqual({
    name: 'm5.large',
    vcpuCount: 2,
    memoryGib: 8,
    architecture: 'x86_64',
    maker: 'Intel',
    threadsPerCoreCount: 2,
    clockGhz: 3.1,
    maxEniCount: 3,
    addressesPerEniCount: 10,
    branchEniCount: 9,
    isBurstable: false,
    isFlex: false,
    cpuCredits: null,
    isCurrent: false,
    ebsBaselineIops: 3600,
    ebsMaxIops: 18_750,
    ebsBaselineMibPerS: 650e6 / 8 / 1024 / 1024,
    ebsMaxMibPerS: 4750e6 / 8 / 1024 / 1024,
    networkBaselineMibPerS: 0.75e9 / 8 / 1024 / 1024,
    networkMaxMibPerS: 10e9 / 8 / 1024 / 1024,
    coremarkPerS: 28_470,
    usdPerHour: 0.096,
  })
  expect(ec2Instance('t3.nano')).toMatchObject({
    memoryGib: 0.5,
    isBurstable: true,
    branchEniCount: 0,
    usdPerHour: 0.0052,
  })
  expect(ec2Instance('m7i-flex.2xlarge')).toMatchObject({isFlex: true, isBurstable: false, usdPerHour: 0.38304})
  expect(ec2Instance('m7g.xlarge')).toMatchObject({architecture: 'arm64', vcpuCount: 4, branchEniCount: 18})
  expect(ec2Instance('r7g.4xlarge')).toMatchObject({vcpuCount: 16, memoryGib: 128, usdPerHour: 0.8568})
  expect(ec2Instance('c6g.4xlarge')).toMatchObject({architecture: 'arm64', usdPerHour: 0.544})
  expect(ec2Instance('m8i.xlarge')).toMatchObject({ebsBaselineIops: 6000, maxEniCount: 4, usdPerHour: 0.21168})
})

// The second public source that the catalogue was checked with.
test.each([
  ['t3.medium', 0.0416],
  ['t3a.large', 0.0752],
  ['t4g.large', 0.0672],
  ['m5.large', 0.096],
  ['m5a.xlarge', 0.172],
  ['m6i.2xlarge', 0.384],
  ['m6g.large', 0.077],
  ['m7i.xlarge', 0.2016],
  ['m7g.2xlarge', 0.3264],
  ['m8g.xlarge', 0.1795],
  ['c5.2xlarge', 0.34],
  ['c6i.xlarge', 0.17],
  ['c6g.4xlarge', 0.544],
  ['c7i.large', 0.0893],
  ['c7g.2xlarge', 0.29],
  ['c8g.xlarge', 0.1595],
  ['r6g.2xlarge', 0.4032],
  ['r7g.4xlarge', 0.8568],
  ['r8g.large', 0.1178],
  ['r7i.large', 0.1323],
])('%s costs %d in a second list, to the tenth of a cent', (name, usdPerHour) => {
  expect(ec2Instance(name)?.usdPerHour).toBeCloseTo(usdPerHour, 3)
})

// The table of the EC2 User Guide: baseline a vCPU in percent, credits earned an hour, credits kept.
test.each([
  ['t3.nano', 5, 6, 144],
  ['t3a.micro', 10, 12, 288],
  ['t4g.medium', 20, 24, 576],
  ['t3.large', 30, 36, 864],
  ['t4g.2xlarge', 40, 192, 4608],
])('%s holds %d %% of a vCPU', (name, percent, creditsPerHourCount, maxCreditCount) => {
  expect(ec2Instance(name)?.cpuCredits).toEqual({baselineCpuRatio: percent / 100, creditsPerHourCount, maxCreditCount})
})

test('every row is whole', () => {
  for (const instance of ec2Instances()) {
    expect(instance.cpuCredits !== null, instance.name).toBe(instance.isBurstable)
    expect(instance.ebsMaxIops, instance.name).toBeGreaterThanOrEqual(instance.ebsBaselineIops)
    expect(instance.networkMaxMibPerS, instance.name).toBeGreaterThanOrEqual(instance.networkBaselineMibPerS)
    expect(instance.coremarkPerS, instance.name).toBeGreaterThan(0)
    expect(instance.usdPerHour, instance.name).toBeGreaterThan(0)
    expect(instance.vcpuCount, instance.name).toBeGreaterThan(0)
    expect(instance.memoryGib, instance.name).toBeGreaterThan(0)
    expect(instance.maxEniCount, instance.name).toBeGreaterThanOrEqual(2)
    expect(instance.ebsBaselineIops, instance.name).toBeGreaterThan(0)
    expect(instance.usdPerHour === null || instance.usdPerHour > 0, instance.name).toBe(true)
    expect(instance.isBurstable, instance.name).toBe(/^t\d/.test(instance.name))
    expect(instance.isFlex, instance.name).toBe(instance.name.includes('-flex.'))
    expect(instance.architecture === 'arm64', instance.name).toBe(/^[a-z]\dg/.test(instance.name))
  }
})

test('an unknown type is unknown', () => expect(ec2Instance('m5.huge')).toBeUndefined())
