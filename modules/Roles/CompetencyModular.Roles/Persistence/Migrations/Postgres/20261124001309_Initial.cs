using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Roles.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "roles");

            migrationBuilder.CreateTable(
                name: "profiles",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Family = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Track = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    Key = table.Column<string>(type: "character varying(1200)", maxLength: 1200, nullable: false),
                    NameKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    RetiredAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_profiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "scales",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    Versions = table.Column<string>(type: "text", nullable: false),
                    CurrentVersion = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scales", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skill_categories",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ParentId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skill_categories", x => x.Id);
                    table.ForeignKey(
                        name: "FK_skill_categories_skill_categories_ParentId",
                        column: x => x.ParentId,
                        principalSchema: "roles",
                        principalTable: "skill_categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "aspired_profiles",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProfileId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aspired_profiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_aspired_profiles_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalSchema: "roles",
                        principalTable: "profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assignments",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProfileId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsPrimary = table.Column<bool>(type: "boolean", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    RecordedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_assignments_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalSchema: "roles",
                        principalTable: "profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "profile_versions",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ProfileId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    InForceFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ReplacedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PublishedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_profile_versions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_profile_versions_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalSchema: "roles",
                        principalTable: "profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "skills",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    CategoryId = table.Column<Guid>(type: "uuid", nullable: true),
                    ScaleId = table.Column<Guid>(type: "uuid", nullable: false),
                    LevelTexts = table.Column<string>(type: "text", nullable: false),
                    RetiredAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills", x => x.Id);
                    table.ForeignKey(
                        name: "FK_skills_scales_ScaleId",
                        column: x => x.ScaleId,
                        principalSchema: "roles",
                        principalTable: "scales",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_skills_skill_categories_CategoryId",
                        column: x => x.CategoryId,
                        principalSchema: "roles",
                        principalTable: "skill_categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "suspensions",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AssignmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_suspensions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_suspensions_assignments_AssignmentId",
                        column: x => x.AssignmentId,
                        principalSchema: "roles",
                        principalTable: "assignments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "exemptions",
                schema: "roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProfileId = table.Column<Guid>(type: "uuid", nullable: true),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    RecordedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exemptions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_exemptions_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalSchema: "roles",
                        principalTable: "profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_exemptions_skills_SkillId",
                        column: x => x.SkillId,
                        principalSchema: "roles",
                        principalTable: "skills",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "profile_requirements",
                schema: "roles",
                columns: table => new
                {
                    VersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    ScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    Mandatory = table.Column<bool>(type: "boolean", nullable: false),
                    Weight = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_profile_requirements", x => new { x.VersionId, x.SkillId });
                    table.ForeignKey(
                        name: "FK_profile_requirements_profile_versions_VersionId",
                        column: x => x.VersionId,
                        principalSchema: "roles",
                        principalTable: "profile_versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_profile_requirements_skills_SkillId",
                        column: x => x.SkillId,
                        principalSchema: "roles",
                        principalTable: "skills",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_aspired_profiles_PersonId_ProfileId",
                schema: "roles",
                table: "aspired_profiles",
                columns: new[] { "PersonId", "ProfileId" },
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_aspired_profiles_ProfileId",
                schema: "roles",
                table: "aspired_profiles",
                column: "ProfileId");

            migrationBuilder.CreateIndex(
                name: "IX_assignments_PersonId_From",
                schema: "roles",
                table: "assignments",
                columns: new[] { "PersonId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_assignments_ProfileId_From",
                schema: "roles",
                table: "assignments",
                columns: new[] { "ProfileId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_exemptions_PersonId_From",
                schema: "roles",
                table: "exemptions",
                columns: new[] { "PersonId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_exemptions_ProfileId",
                schema: "roles",
                table: "exemptions",
                column: "ProfileId");

            migrationBuilder.CreateIndex(
                name: "IX_exemptions_SkillId",
                schema: "roles",
                table: "exemptions",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_profile_requirements_SkillId",
                schema: "roles",
                table: "profile_requirements",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_profile_versions_ProfileId_Number",
                schema: "roles",
                table: "profile_versions",
                columns: new[] { "ProfileId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_profiles_Key",
                schema: "roles",
                table: "profiles",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_profiles_NameKey",
                schema: "roles",
                table: "profiles",
                column: "NameKey");

            migrationBuilder.CreateIndex(
                name: "IX_scales_NameKey",
                schema: "roles",
                table: "scales",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_skill_categories_ParentId",
                schema: "roles",
                table: "skill_categories",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_skills_CategoryId",
                schema: "roles",
                table: "skills",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_skills_NameKey",
                schema: "roles",
                table: "skills",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_skills_ScaleId",
                schema: "roles",
                table: "skills",
                column: "ScaleId");

            migrationBuilder.CreateIndex(
                name: "IX_suspensions_AssignmentId",
                schema: "roles",
                table: "suspensions",
                column: "AssignmentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "aspired_profiles",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "exemptions",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "profile_requirements",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "suspensions",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "profile_versions",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "skills",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "assignments",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "scales",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "skill_categories",
                schema: "roles");

            migrationBuilder.DropTable(
                name: "profiles",
                schema: "roles");
        }
    }
}
