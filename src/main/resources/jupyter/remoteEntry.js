// The tile "jdvc shell" of JupyterLab's Launcher, as what a bundler would make of it: a container that JupyterLab asks for
// a module. Written by hand, because it needs nothing but one token and a command that JupyterLab already has.
(() => {
  const SHELL = "@SHELL@";
  const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect class="jp-icon3" x="2" y="4" width="20" height="16"
    rx="2" fill="#616161"/><path d="M6 9l3 3-3 3M11 15h6" fill="none" stroke="#fff" stroke-width="2"/></svg>`;
  let shared;

  // Modules of JupyterLab itself, each in the one version that it runs with.
  const load = async (name) => {
    const versions = Object.values(shared[name]);
    return (await versions[0].get())();
  };

  const quoted = (word) => "'" + word.replaceAll("'", "'\\''") + "'";

  // The terminal's own shell has said its prompt when it has been quiet for a moment; what comes before lands in front of it.
  const quiet = (session) => new Promise((resolve) => {
    const done = () => { session.messageReceived.disconnect(heard); resolve(); };
    let timer = setTimeout(done, 3000);
    const heard = (_, message) => {
      if (message.type !== 'stdout') return;
      clearTimeout(timer);
      timer = setTimeout(done, 200);
    };
    session.messageReceived.connect(heard);
  });

  const plugin = (ILauncher, LabIcon) => ({
    id: 'jdvc:launcher',
    autoStart: true,
    requires: [ILauncher],
    activate: (app, launcher) => {
      app.commands.addCommand('jdvc:open-shell', {
        label: 'jdvc shell',
        caption: 'Open the shell of jdvc in this folder',
        icon: new LabIcon({name: 'jdvc:shell', svgstr: ICON}),
        execute: async (args) => {
          const widget = await app.commands.execute('terminal:create-new', {cwd: args.cwd ?? ''});
          await quiet(widget.content.session);
          // A blank before the command keeps it out of the history of most shells.
          widget.content.session.send({type: 'stdin', content: [' ' + quoted(SHELL) + '\r']});
          return widget;
        }
      });
      launcher.add({command: 'jdvc:open-shell', category: 'Other', rank: 1});
    }
  });

  (window._JUPYTERLAB ??= {}).jdvc = {
    init: (scope) => { shared = scope; },
    get: async (module) => {
      if (module !== './extension') throw new Error(`jdvc has no module ${module}`);
      const [{ILauncher}, {LabIcon}] = await Promise.all([load('@jupyterlab/launcher'), load('@jupyterlab/ui-components')]);
      return () => ({__esModule: true, default: plugin(ILauncher, LabIcon)});
    }
  };
})();
