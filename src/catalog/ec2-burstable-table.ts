/** EC2 types with CPU credits (t3, t3a, t4g), one a line; columns as in ec2Columns. Read by ec2-instances.ts. */
export const ec2BurstableTable = `
type        vcpuCount memoryGib architecture maxEniCount branchEniCount ebsBaselineIops ebsBaselineMbPerS usdPerHour trait
t3.nano     2         0.5       x86_64       2           0              250             5.375             0.0052     burstable
t3.micro    2         1         x86_64       2           0              500             10.875            0.0104     burstable
t3.small    2         2         x86_64       3           0              1000            21.75             0.0208     burstable
t3.medium   2         4         x86_64       3           0              2000            43.375            0.0416     burstable
t3.large    2         8         x86_64       3           0              4000            86.875            0.0832     burstable
t3.xlarge   4         16        x86_64       4           0              4000            86.875            0.1664     burstable
t3.2xlarge  8         32        x86_64       4           0              4000            86.875            0.3328     burstable
t3a.nano    2         0.5       x86_64       2           0              250             5.625             0.0047     burstable
t3a.micro   2         1         x86_64       2           0              500             11.25             0.0094     burstable
t3a.small   2         2         x86_64       2           0              1000            21.875            0.0188     burstable
t3a.medium  2         4         x86_64       3           0              2000            43.75             0.0376     burstable
t3a.large   2         8         x86_64       3           0              4000            86.875            0.0752     burstable
t3a.xlarge  4         16        x86_64       4           0              4000            86.875            0.1504     burstable
t3a.2xlarge 8         32        x86_64       4           0              4000            86.875            0.3008     burstable
t4g.nano    2         0.5       arm64        2           0              250             5.375             0.0042     burstable
t4g.micro   2         1         arm64        2           0              500             10.875            0.0084     burstable
t4g.small   2         2         arm64        3           0              1000            21.75             0.0168     burstable
t4g.medium  2         4         arm64        3           0              2000            43.375            0.0336     burstable
t4g.large   2         8         arm64        3           0              4000            86.875            0.0672     burstable
t4g.xlarge  4         16        arm64        4           0              4000            86.875            0.1344     burstable
t4g.2xlarge 8         32        arm64        4           0              4000            86.875            0.2688     burstable
`
