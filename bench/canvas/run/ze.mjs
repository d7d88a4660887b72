import { launch, Trial } from "./browser.mjs"; import { serve } from "./server.mjs"; import { travel } from "./gestures.mjs"; import { writeFileSync } from "node:fs";
const dist=process.argv[2], what=process.argv[3]??"rename", size=+(process.argv[4]??1000);
const { origin, close } = await serve(dist, new URL("../dist", import.meta.url).pathname);
const browser = await launch(); const trial = await Trial.open(browser, origin, "product", size, "");
const box0 = await trial.box(".canvas__view"); const pane={left:box0.x,top:box0.y,width:box0.width,height:box0.height};
const probe=await trial.eval(`[...document.querySelectorAll(".canvas__world [data-node]")].map((node) => [node.dataset.node, Math.hypot(node.getBoundingClientRect().left - ${pane.left + pane.width * 0.6}, node.getBoundingClientRect().top - ${pane.top + pane.height * 0.4})]).sort((a, b) => a[1] - b[1])[0][0]`);
const box = await trial.box(trial.page.node(probe)); const spot=[box.x+box.width*0.12, box.y+box.height/2];
await trial.mouse("mousePressed", ...spot); await trial.mouse("mouseReleased", ...spot); await trial.settle(600);
const { tab }=trial; const prof=process.argv.includes("--profile");
const title = tab.getByRole("complementary", { name: "Inspector" }).getByRole("textbox", { name: "Title", exact: true }).first();
const z=()=>trial.key("z", { code: "KeyZ", modifiers: 2 }), y=()=>trial.key("Z", { code: "KeyZ", modifiers: 10 });
let acts=[];
if(what==="rename"){ await title.focus(); await tab.keyboard.press("End"); await trial.settle(500); acts=[..."abcdefghijkl"].map(l=>()=>trial.key(l,{code:`Key${l.toUpperCase()}`,text:l})); }
if(what==="undo"){ await trial.eval(`document.querySelector(${JSON.stringify(trial.page.node(probe))}).focus(); 0`); for(let i=0;i<6;i++){ await trial.key("ArrowRight",{code:"ArrowRight",modifiers:1}); await trial.settle(700);} acts=[z,z,z,y,y,y,z,z,z,y,y,y]; }
if(what==="select"){ const all=await trial.eval(`[...document.querySelectorAll(".canvas__world [data-node]")].map(n=>{const r=n.getBoundingClientRect();return [r.x+r.width*.12,r.y+r.height/2]}).filter(([x,y])=>x>${pane.left+20}&&x<${pane.left+pane.width-150}&&y>${pane.top+60}&&y<${pane.top+pane.height-150})`); acts=all.slice(0,10).map(s=>async()=>{await trial.mouse("mousePressed", ...s); await trial.mouse("mouseReleased", ...s);}); }
if(prof){ await trial.cdp.send("Profiler.enable"); await trial.cdp.send("Profiler.setSamplingInterval",{interval:100}); await trial.cdp.send("Profiler.start"); }
const out=[]; for(const a of acts){ const m=await trial.measure(async()=>{await a(); await trial.frames();}); out.push(`${m.task.toFixed(1)}/${m.script.toFixed(1)}/${m.style.toFixed(1)}/${m.layout.toFixed(1)}`); await new Promise(r=>setTimeout(r,process.argv.includes("--rest")?500:0)); }
console.log(what,"task/script/style/layout",out.join(" "));
if(prof){ const {profile}=await trial.cdp.send("Profiler.stop"); writeFileSync("/tmp/ze.cpuprofile",JSON.stringify(profile)); }
await browser.close(); close();
