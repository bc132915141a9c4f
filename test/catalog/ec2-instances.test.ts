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
    maxEniCount: 3,
    branchEniCount: 9,
    isBurstable: false,
    isFlex: false,
    ebsBaselineIops: 3600,
    ebsBaselineMibPerS: 650e6 / 8 / 1024 / 1024,
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

test('every row is whole', () => {
  for (const instance of ec2Instances()) {
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
