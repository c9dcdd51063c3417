import { runCommand } from '@gridlink/bench';
import { drillAround } from './around/drill-around.ts';
import { drillAudit } from './audit/drill-audit.ts';
import { drillBroker } from './broker/drill-broker.ts';
import { drillCanary } from './canary/drill-canary.ts';
import { drillCrash } from './crash/drill-crash.ts';
import { drillHostile } from './hostile/drill-hostile.ts';
import { drillKeys } from './keys/drill-keys.ts';
import { drillNats } from './nats/drill-nats.ts';
import { drillPoison } from './poison/drill-poison.ts';
import { drillRedelivery } from './redelivery/drill-redelivery.ts';
import { drillRestore } from './restore/drill-restore.ts';
import { drillRolling } from './rolling/drill-rolling.ts';
import { drillScope } from './scope/drill-scope.ts';
import { drillSweeper } from './sweeper/drill-sweeper.ts';

const broken = await runCommand(
  'drill',
  {
    crash: drillCrash,
    broker: drillBroker,
    poison: drillPoison,
    rolling: drillRolling,
    restore: drillRestore,
    audit: drillAudit,
    nats: drillNats,
    canary: drillCanary,
    scope: drillScope,
    keys: drillKeys,
    hostile: drillHostile,
    around: drillAround,
    sweeper: drillSweeper,
    redelivery: drillRedelivery,
  },
  process.argv.slice(2),
);
process.exitCode = broken > 0 ? 1 : 0;
