"""United States federal prosecutions: the de-identified extract of HumanTraffickingData.org, as two files of rows."""
