export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "parley.theme";

export const readTheme = (): Theme => themes.find((theme) => theme === localStorage.getItem(key)) ?? "system";

/** Applies at once and on every later start (public/theme.js). */
export const chooseTheme = (theme: Theme) => {
  if (theme === "system") {
    localStorage.removeItem(key);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(key, theme);
    document.documentElement.dataset.theme = theme;
  }
};
