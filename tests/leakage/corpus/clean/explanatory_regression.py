# corpus: clean; econometrics: coefficients and intervals of a fit to the whole survey, no prediction is claimed
import pandas as pd
import statsmodels.formula.api as smf

survey = pd.read_csv("wages.csv").dropna()
survey["experience_c"] = survey["experience"] - survey["experience"].mean()
result = smf.ols("wage ~ schooling + experience_c + C(region)", data=survey).fit(cov_type="HC3")
print(result.params.round(3))
print(result.conf_int().round(3))
