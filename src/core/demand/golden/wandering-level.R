# Fits with a wandering level, computed by mgcv, for src/core/demand/local-level.ts.
#
#   Rscript wandering-level.R > wandering-level.json
#
# A linear B-spline with a knot at every row and a first-order penalty is a random walk with a value a row.
suppressMessages(library(mgcv))

series <- function(name, seed, n, level, step, dispersion, elasticity, react) {
  set.seed(seed)
  walk <- cumsum(rnorm(n, 0, step))
  price <- numeric(n)
  units <- numeric(n)
  for (t in 1:n) {
    pull <- if (react && t > 14) 0.4 * (mean(units[(t - 7):(t - 1)]) / mean(units[1:(t - 1)]) - 1) else 0
    price[t] <- round(20 * exp(pull + rnorm(1, 0, 0.08)), 2)
    mean <- level * exp(walk[t] + elasticity * log(price[t] / 20) + 0.3 * (t %% 7 == 5))
    units[t] <- if (dispersion == 1) rpois(1, mean) else rnbinom(1, size = mean / (dispersion - 1), mu = mean)
  }
  data.frame(t = 1:n, price = price, units = units)
}

fit <- function(name, d) {
  n <- nrow(d)
  d$lp <- log(d$price / mean(d$price))
  d$day5 <- as.numeric(d$t %% 7 == 5)
  # mgcv asks for as many rows as coefficients: the first rows once more, with next to no weight.
  all <- rbind(d, d[1:4, ])
  all$w <- c(rep(1, n), rep(1e-9, 4))
  model <- gam(units ~ lp + day5 + s(t, bs = "ps", m = c(0, 1), k = n),
               knots = list(t = 0:(n + 1)), data = all, weights = w, family = quasipoisson, method = "REML",
               control = gam.control(epsilon = 1e-12, newton = list(conv.tol = 1e-9)))
  smoothing <- as.numeric(model$sp / model$smooth[[1]]$S.scale)
  numbers <- function(x) paste0("[", paste(formatC(x, digits = 15, format = "g"), collapse = ","), "]")
  pearson <- sum((d$units - fitted(model)[1:n])^2 / fitted(model)[1:n]) / (n - sum(model$edf))
  # Covariance of the coefficients over the scale, so that it hangs on no estimate of the scale.
  unscaled <- sqrt(diag(model$Vp)[2:3] / model$sig2)
  paste0("{\"name\":\"", name, "\",\"smoothing\":", formatC(smoothing, digits = 15, format = "g"),
         ",\"coefficients\":", numbers(coef(model)[2:3]), ",\"unscaledErrors\":", numbers(unscaled),
         ",\"usedFreedom\":", formatC(sum(model$edf), digits = 15, format = "g"),
         ",\"pearson\":", formatC(pearson, digits = 15, format = "g"),
         ",\"lastFitted\":", formatC(fitted(model)[n], digits = 15, format = "g"),
         ",\"price\":", numbers(d$price), ",\"units\":", numbers(d$units), "}")
}

cases <- list(
  fit("wandering", series("wandering", 1, 220, 30, 0.05, 1, -1.8, FALSE)),
  fit("reacting", series("reacting", 2, 220, 25, 0.06, 2, -2.2, TRUE)),
  fit("thin", series("thin", 3, 260, 2, 0.08, 1, -1.5, FALSE))
)
cat(paste0("{\"about\":\"mgcv ", packageVersion("mgcv"), ", gam(units ~ lp + day5 + s(t, bs = ps, m = c(0, 1), k = n), quasipoisson, REML); see wandering-level.R\",\n\"cases\":[\n",
           paste(cases, collapse = ",\n"), "\n]}\n"))
