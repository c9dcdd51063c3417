import { runCommand } from '@gridlink/bench';
import { drillCrash } from './crash/drill-crash.ts';

const broken = await runCommand('drill', { crash: drillCrash }, process.argv.slice(2));
process.exitCode = broken > 0 ? 1 : 0;
